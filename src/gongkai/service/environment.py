"""What can be set from outside, with its default and meaning, as ``doctor --settings`` shows it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Setting:
    """A variable of the environment."""

    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting("GONGKAI_ENV", "demo", "production 为正式运行，启动时会严格检查各项设置；其余为演示"),
    Setting("GONGKAI_VAR", "var", "数据目录：内置数据库、文件、邮件和整理好的样式都在这里"),
    Setting("GONGKAI_SECRET_KEY", "仅演示用的固定值", "签名密钥，至少50个字符，正式运行必须设置且不得外泄"),
    Setting("GONGKAI_OLD_SECRET_KEYS", "空", "更换密钥后仍要认的旧密钥，逗号分隔"),
    Setting(
        "GONGKAI_FIELD_KEYS",
        "签名密钥（仅演示）",
        "个人信息密钥，逗号分隔：第一个用于加密，其余用于解读旧数据；正式运行必须单独设置并另外妥善保存，"
        "丢失后申请人信息无法恢复",
    ),
    Setting("GONGKAI_SITE_URL", "http://127.0.0.1:8000", "对外的网址；正式运行必须是 https"),
    Setting("GONGKAI_HOSTS", "127.0.0.1,localhost,[::1]", "允许的主机名，逗号分隔"),
    Setting("GONGKAI_PROXIES", "0", "前面有几层反向代理；大于0时才相信转发的地址和协议"),
    Setting("GONGKAI_DEBUG", "False", "调试信息，正式运行不得开启"),
    Setting("DATABASE_URL", "内置数据库", "数据库地址，进程以 gongkai_app 登录；不设则使用内置数据库"),
    Setting("DATABASE_OWNER_URL", "空", "以 gongkai_owner 登录的地址，升级、备份和恢复时用"),
    Setting("GONGKAI_MAINTENANCE", "False", "由维护命令自己设置，不要手工设置"),
    Setting("GONGKAI_OIDC_SERVER", "空", "统一身份认证（OIDC）的地址；设置后登录页出现入口"),
    Setting("GONGKAI_OIDC_NAME", "统一身份认证", "登录页上显示的名称"),
    Setting("GONGKAI_OIDC_CLIENT", "空", "在统一身份认证平台登记的客户端标识"),
    Setting("GONGKAI_OIDC_SECRET", "空", "客户端密钥"),
    Setting("GONGKAI_SMTP_HOST", "空", "邮件服务器；不设则邮件存为数据目录下的文件"),
    Setting("GONGKAI_SMTP_PORT", "25", "邮件服务器端口"),
    Setting("GONGKAI_SMTP_USER", "空", "邮件账号"),
    Setting("GONGKAI_SMTP_PASSWORD", "空", "邮件密码"),
    Setting("GONGKAI_SMTP_STARTTLS", "False", "用 STARTTLS 加密"),
    Setting("GONGKAI_SMTP_SSL", "False", "用 SSL 加密（465端口）"),
    Setting("GONGKAI_MAIL_FROM", "gongkai@localhost", "发件人地址"),
    Setting("GONGKAI_MAIL_BOUNCES", "空", "退信地址，如 bounces@example.gov.cn；邮件系统须支持 + 号子地址"),
    Setting("GONGKAI_SMS", "gongkai.notices.sms.FileBackend", "短信通道的类名；缺省写入文件"),
    Setting("GONGKAI_CLAMD", "空", "ClamAV 的地址（主机:端口或套接字路径）；设置后上传的文件先查毒"),
    Setting(
        "GONGKAI_FILE_MB",
        "200",
        "一个文件、一张带文件的表单最多多少 MB；nginx 的 client_max_body_size 要相应放宽",
    ),
    Setting("GONGKAI_FILES_AT_ONCE", "20", "一次最多上传几个文件"),
    Setting("GONGKAI_ORGAN_GB", "50", "一个机关的文件最多占多少 GB"),
    Setting("GONGKAI_ORGAN_FILES", "200000", "一个机关最多有多少个文件"),
    Setting(
        "GONGKAI_SEVERE_WORDS",
        "空",
        "本机关另备的严重表述错误词表（TOML 文件的位置）；发布前检查时与自带的词表合并使用",
    ),
    Setting(
        "GONGKAI_MEMORY",
        "/dev/shm",  # noqa: S108  memory, not a place of temporary files
        "内存中的目录：还没有汇总的访问和当天的随机数放在这里，不写入磁盘；没有这个目录的系统放在数据目录",
    ),
    Setting(
        "GONGKAI_API_PER_MINUTE", "300", "数据接口每个地址每分钟最多读取多少次；0 为不限（由 nginx 限制时）"
    ),
    Setting("GONGKAI_METRICS_TOKEN", "空", "从其他机器读取 /metrics 和 /readyz 详情的令牌"),
    Setting("GONGKAI_BACKUP_RECIPIENT", "空", "备份公钥（age1 开头）；私钥另存，不放在本机"),
)
NAMES = frozenset(setting.name for setting in SETTINGS)

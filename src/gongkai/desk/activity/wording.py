"""What happened, in the words of officials: one phrase for each act."""

from collections.abc import Mapping
from types import MappingProxyType

ACTS: Mapping[str, str] = MappingProxyType(
    {
        "organs.OrganOpened": "录入机关",
        "organs.OrganChanged": "修改机关信息",
        "organs.UnitOpened": "录入内设机构",
        "organs.UnitChanged": "修改内设机构",
        "organs.LeadingPostFilled": "登记领导小组职务",
        "organs.LeadingPostEnded": "结束领导小组职务",
        "organs.UserInvited": "邀请人员",
        "organs.InvitationRenewed": "再次邀请人员",
        "organs.UserSuspended": "停用人员",
        "organs.UserReinstated": "恢复人员",
        "organs.RoleGiven": "授予角色",
        "organs.RoleEnded": "结束角色",
        "files.FileStored": "上传文件",
        "files.FileRemoved": "移除文件",
        "jobs.JobRetried": "重新执行任务",
        "notices.MailBounced": "登记邮件退回",
    }
)


def act(name: str) -> str:
    """An act in words; one without words yet is shown by its name rather than not at all."""
    return ACTS.get(name, name)

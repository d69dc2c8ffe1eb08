"""``gongkai law map``: which provision is in which function, and which tests hold it.

The rules are found by walking ``gongkai.law`` for functions under ``@cites``; a rule's tests by
reading which names each test module imports from it and where they are used.
"""

import ast
import importlib
import inspect
import pkgutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gongkai.law
from gongkai import data
from gongkai.law.statutes import GIR, Provision, numeral


@dataclass(frozen=True)
class MappedRule:
    """A rule under ``@cites``: where it is, what it applies, and what holds it."""

    module: str
    name: str
    says: str
    provisions: tuple[Provision, ...]
    rests_on: tuple[str, ...]
    has_example: bool
    tests: tuple[str, ...]

    @property
    def path(self) -> str:
        return f"{self.module.removeprefix('gongkai.')}.{self.name}"


def rules(tests: Path) -> list[MappedRule]:
    """Every rule of the law with its tests, in order of module and line."""
    used = uses(tests)
    return [
        MappedRule(
            module=function.__module__,
            name=function.__name__,
            says=(inspect.getdoc(function) or "").split("\n", 1)[0],
            provisions=vars(function)["provisions"],
            rests_on=vars(function)["rests_on"],
            has_example=">>>" in (function.__doc__ or ""),
            tests=tuple(sorted(used.get((function.__module__, function.__name__), ()))),
        )
        for function in cited_functions()
    ]


def law_modules() -> Iterator[Any]:
    """The modules of ``gongkai.law``, imported."""
    for info in pkgutil.walk_packages(gongkai.law.__path__, "gongkai.law."):
        yield importlib.import_module(info.name)


def cited_functions() -> list[Callable[..., Any]]:
    """The functions under ``@cites``, each once, where it is defined."""
    return [
        function
        for module in law_modules()
        for _, function in sorted(
            inspect.getmembers(module, inspect.isfunction), key=lambda named: named[1].__code__.co_firstlineno
        )
        if function.__module__ == module.__name__ and "provisions" in vars(function)
    ]


def uses(tests: Path) -> Mapping[tuple[str, str], set[str]]:
    """For each (module, name) of the law, the test files that use it in a test or a case."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for path in sorted(tests.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names, modules = imported(tree)
        where = path.relative_to(tests.parent).as_posix()
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and node.id in names:
                found[names[node.id]].add(where)
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                module = modules.get(node.value.id)
                if module:
                    found[(module, node.attr)].add(where)
    return home(found)


def imported(tree: ast.Module) -> tuple[dict[str, tuple[str, str]], dict[str, str]]:
    """What a file imports from the law: names it can call, and modules it can reach into."""
    names: dict[str, tuple[str, str]] = {}
    modules: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("gongkai.law"):
            for alias in node.names:
                names[alias.asname or alias.name] = (node.module or "", alias.name)
                modules[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names, modules


def home(found: Mapping[tuple[str, str], set[str]]) -> Mapping[tuple[str, str], set[str]]:
    """The same uses, counted for the module that defines the name (packages re-export)."""
    at_home: dict[tuple[str, str], set[str]] = defaultdict(set)
    known = {module.__name__: module for module in law_modules()} | {gongkai.law.__name__: gongkai.law}
    for (module, name), where in found.items():
        target = getattr(known.get(module), name, None)
        at_home[(getattr(target, "__module__", module), getattr(target, "__name__", name))] |= where
    return at_home


def render(mapped: list[MappedRule]) -> str:
    """The page ``docs/law-map.md``."""
    parts = [HEAD, *provision_table(mapped), *article_table(mapped), *open_questions(mapped)]
    return "\n".join(parts).rstrip() + "\n"


HEAD = """# 规则与法条对照（law map）

由 `gongkai law map` 生成，请勿手工修改；与代码不一致时测试不通过。

每条规则：依据哪一条、由哪个函数实现、哪些测试守着它、是否依赖尚待律师确认的选择。
“待确认”的选择写在 `data/practice.toml` 等数据文件里，列在本页末尾，不写死在代码中。
"""


def provision_table(mapped: list[MappedRule]) -> Iterator[str]:
    cited: dict[Provision, list[MappedRule]] = defaultdict(list)
    for rule in mapped:
        for provision in rule.provisions:
            cited[provision].append(rule)
    yield f"## 一、规则（{len(mapped)}条规则，引用{len(cited)}处条文）"
    by_instrument: dict[str, list[Provision]] = defaultdict(list)
    for provision in sorted(cited, key=lambda provision: provision.key):
        by_instrument[provision.instrument.code].append(provision)
    for provisions in by_instrument.values():
        instrument = provisions[0].instrument
        yield f"\n### {instrument.title}（{instrument.number}）\n"
        yield "| 条文 | 函数 | 内容 | 测试 | 已确认 |"
        yield "|---|---|---|---|---|"
        for provision in provisions:
            for rule in cited[provision]:
                yield row(provision, rule)


def row(provision: Provision, rule: MappedRule) -> str:
    tests = list(rule.tests) + (["文档示例"] if rule.has_example else [])
    confirmed = "待确认：" + "、".join(rule.rests_on) if rule.rests_on else "是"
    shown = "<br>".join(test.removeprefix("tests/") for test in tests)
    return f"| {provision.place or '全文'} | `{rule.path}` | {rule.says} | {shown} | {confirmed} |"


STATES = {"practice": "由人来做", "open": "尚未做"}


def article_table(mapped: list[MappedRule]) -> Iterator[str]:
    covered = {
        provision.article for rule in mapped for provision in rule.provisions if provision.instrument == GIR
    }
    yield f"\n## 二、《{GIR.title}》逐条\n"
    yield "| 条 | 内容 | 状态 |"
    yield "|---|---|---|"
    for number, (says, state) in data.read_toml("statutes/gir.toml")["articles"].items():
        shown = "有规则" if int(number) in covered else STATES[state]
        yield f"| 第{numeral(int(number))}条 | {says} | {shown} |"


def open_questions(mapped: list[MappedRule]) -> Iterator[str]:
    resting: dict[str, list[str]] = defaultdict(list)
    for rule in mapped:
        for name in rule.rests_on:
            resting[name].append(f"`{rule.path}`")
    yield "\n## 三、待律师确认的选择\n"
    yield "| 名称 | 现在的取值 | 依据 | 问题 | 用到它的规则 |"
    yield "|---|---|---|---|---|"
    for name, entry in data.read_toml("practice.toml").items():
        if not entry["confirmed"]:
            yield (
                f"| {name} | {shown_value(entry['value'])} | {TAGS[entry['tag']]} | {entry['question']} "
                f"| {'、'.join(resting[name]) or '（数据或文书中使用）'} |"
            )

    yield "\n### 答复前检查中待确认的\n"
    yield "| 检查 | 内容 | 依据 | 问题 |"
    yield "|---|---|---|---|"
    for name, check in data.read_toml("checks.toml").items():
        if not check["confirmed"]:
            yield f"| {name} | {check['title']} | {TAGS[check['tag']]} | {check['question']} |"


TAGS = {"D": "推导", "2": "二手资料", "P": "读到部分原文", "U": "未见原文"}


def shown_value(value: Any) -> str:
    return {True: "是", False: "否"}.get(value, str(value)) if isinstance(value, bool) else str(value)

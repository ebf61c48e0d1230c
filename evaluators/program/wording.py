"""What a candidate is told about a program, in both languages."""

from collections.abc import Sequence

from evaluators.program.conduct import Conduct
from evaluators.program.reading import Reading
from evaluators.text import Language, Text
from evaluators.verdict import Finding

NO_PROGRAM = Text(
    zh="没有看到程序。请直接贴代码，或发送 .py 文件。",
    en="There is no program here. Paste the code, or send a .py file.",
)
NOT_RUN = Text(
    zh="这台机器不能安全地运行程序，所以只看了源码，没有运行。",
    en="This machine cannot run programs safely, so yours was read but not run.",
)
NOTHING_COMPUTED = Text(
    zh="程序还没有算出什么，这一条要等写出计算后才能算",
    en="nothing was computed yet; this can only hold once something is",
)
NOT_COMPUTED = frozenset({"nothing_written", "no_program", "syntax_error", "not_defined", "does_not_run"})
"""Notes of findings that rest on no computation at all."""
ENDED = {
    "left": Text(zh="程序自行退出了进程", en="it leaves the process"),
    "forged": Text(zh="程序向评分进程伪造了数据", en="it forges data for the grading process"),
    "forbidden": Text(zh="程序请求了被禁止的系统调用", en="it asks the system for what no program here may do"),
    "output": Text(zh="程序不停地打印", en="it prints without end"),
    "frame": Text(zh="程序发送的数据过大", en="it sends too much"),
}
"""Ways of ending that no answer needs, by the sandbox's name for them."""
ALL_MET = Text(zh="全部通过。", en="Everything holds.")
NOT_CREDITED = frozenset(
    {"needless_import", "reaches_inside", "files", "leaves", "patches", "equal_to_all", "devours", "never_ends", *ENDED}
)


def does_not_parse(reading: Reading) -> Text:
    """A syntax error, with its line."""
    if reading.error_line is None:
        return Text(zh=f"程序无法解析：{reading.error}。", en=f"The program cannot be parsed: {reading.error}.")
    zh = f"第 {reading.error_line} 行有语法错误：{reading.quoted}（{reading.error}）"
    en = f"Syntax error in line {reading.error_line}: {reading.quoted} ({reading.error})"
    if reading.full_width:
        zh += f"。这一行有全角标点 {reading.full_width}，请改成半角。"
        en += f". There is full-width punctuation in it ({reading.full_width}); Python wants the ASCII marks."
    return Text(zh=zh, en=en)


def not_credited(found: Conduct) -> Text:
    """A program that does what no answer needs."""
    where_zh, where_en = (f"第 {found.line} 行：", f"Line {found.line}: ") if found.line else ("", "")
    return Text(
        zh=f"{where_zh}{found.what.zh}。这道题用不到它，所以不计分；去掉后可以重新提交。",
        en=f"{where_en}{found.what.en}. No answer needs that, so it earns no credit; submit again without it.",
    )


def at_line(line: int | None, language: Language) -> str:
    """Where in the source."""
    if line is None:
        return ""
    return f"第 {line} 行" if language == "zh" else f"line {line}"


def feedback(findings: Sequence[Finding], language: Language) -> str:
    """The different things that were missed, each once, at most three."""
    comments: list[str] = []
    for finding in findings:
        said = finding.comment
        if finding.met is not True and said and not any(said in other or other in said for other in comments):
            comments.append(said)
    if not comments:
        return ALL_MET.in_(language) if all(finding.met for finding in findings) else ""
    return "\n".join(comments[:3])

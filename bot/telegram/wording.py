"""What only the Telegram channel says, in both languages; everything else is the interview's to say."""

from evaluators.text import Language, Text

PRIVATE_ONLY = Text(
    zh="面试只在私聊里进行：点我的头像，给我发消息就可以开始。",
    en="Interviews are held in private: open my profile and send me a message to begin.",
)
OUR_FAULT = Text(
    zh="我们这边出了点问题，你刚才那条没有处理成，请再发一次。这不算你的失误。",
    en="Something went wrong on our side and your last message was not taken in. Please send it again; this is not held against you.",  # noqa: E501 - a sentence stands on one line
)
MENU = {
    "start": Text(zh="开始一场面试", en="Begin an interview"),
    "done": Text(zh="提交写好的答案", en="Submit what you have written"),
    "hint": Text(zh="要一个提示（扣一点分）", en="Get a hint (costs a little)"),
    "skip": Text(zh="跳过这题", en="Skip this question"),
    "repeat": Text(zh="再看一遍题目", en="Show the question again"),
    "dispute": Text(zh="不同意上一题的评分", en="Dispute the last verdict"),
    "pause": Text(zh="暂停", en="Pause"),
    "resume": Text(zh="继续", en="Go on"),
    "end": Text(zh="结束面试", en="End the interview"),
    "report": Text(zh="看报告", en="Show the report"),
    "transcript": Text(zh="看完整记录", en="Show the transcript"),
    "history": Text(zh="以前的面试", en="Earlier interviews"),
    "language": Text(zh="换语言（zh 或 en）", en="Change the language (zh or en)"),
    "help": Text(zh="所有命令", en="All commands"),
    "delete_my_data": Text(zh="删除我的全部数据", en="Delete all my data"),
}
"""The menu beside the text field."""


def spoken(locale: str) -> Language:
    """The language in which a client of this locale is spoken to outside an interview.

    >>> spoken("zh-hans"), spoken("de"), spoken("")
    ('zh', 'en', 'en')
    """
    return "zh" if locale.lower().startswith("zh") else "en"

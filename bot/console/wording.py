"""What only the terminal says, in both languages; everything else is the interview's to say."""
# ruff: noqa: E501 - a sentence stands on one line

from evaluators.text import Text

# Around the interview ------------------------------------------------------------------------------------------------

KEYS = Text(
    zh="回车发送；Alt+回车、行尾的 \\ 或没关上的 ``` 会换行；粘贴多行算一条消息。\n按钮 [1] [2] 用 :1 :2 或 F1 F2 来按（只写 1 是作答）。\n/file 路径 发文件  /save 保存报告和记录  Ctrl-D 离开",
    en="Enter sends; Alt+Enter, a \\ at the end or an open ``` goes on to a new line; a paste is one message.\nPress button [1] or [2] with :1 or :2, or with F1 or F2 (a bare 1 is an answer).\n/file PATH sends a file  /save keeps report and transcript  Ctrl-D leaves",
)
GOING_ON = Text(zh="接着上次的面试，题目在下面。", en="Going on with your interview; here is the question.")
LEAVING = Text(zh="再按一次 Ctrl-C 就离开。", en="Press Ctrl-C again to leave.")
LEAVING_RUNNING = Text(
    zh="再按一次 Ctrl-C 就离开。面试会保留，但计时继续；要停表先发 /pause。",
    en="Press Ctrl-C again to leave. The interview is kept, but its time goes on; send /pause first to stop the clock.",
)
KEPT = Text(
    zh="面试已保留，时间继续走。再运行 mock-interviewer chat 就能接着做。",
    en="The interview is kept and its time goes on. Run `mock-interviewer chat` again to go on where it was.",
)
KEPT_PAUSED = Text(
    zh="面试已保留，现在是暂停中。再运行 mock-interviewer chat 就能接着做。",
    en="The interview is kept and paused. Run `mock-interviewer chat` again to go on where it was.",
)
GOODBYE = Text(
    zh="再见。运行 mock-interviewer chat 可以再来一场。", en="Goodbye. `mock-interviewer chat` begins another one."
)

# Buttons, files ------------------------------------------------------------------------------------------------------

NO_BUTTON = Text(zh="没有 [{number}] 这个按钮。", en="There is no button [{number}].")
FILE_HOW = Text(zh="写成 /file 路径，比如 /file model.py。", en="Name the file, for example: /file model.py")
FILE_MISSING = Text(zh="没有找到文件 {path}，请检查路径。", en="There is no file {path}; check the path.")
FILE_NO_FILE = Text(zh="{path} 不是普通文件，请给一个文件的路径。", en="{path} is no ordinary file; name one that is.")
FILE_NOT_READ = Text(
    zh="{path} 读不了（{reason}），请检查权限。", en="{path} cannot be read ({reason}); check its permissions."
)
FILE_SENT = Text(zh="已发送 {name}（{size} 字）", en="sent {name} ({size} characters)")
SAVE_OFFERED = Text(zh="{name}：发 /save 存到当前目录", en="{name}: /save keeps it in this directory")
SAVED = Text(zh="已保存：{path}", en="Saved: {path}")
NOT_SAVED = Text(
    zh="{path} 存不了（{reason}），请换个目录再运行。",
    en="{path} cannot be saved ({reason}); start again from another directory.",
)
NOTHING_TO_SAVE = Text(
    zh="还没有可保存的文件；/report 或 /transcript 之后再发 /save。",
    en="There is nothing to save yet; ask for /report or /transcript first.",
)

# The bar under the input ---------------------------------------------------------------------------------------------

ITEM_LEFT = Text(zh="本题 {left}", en="question {left}")
STAGE_LEFT = Text(zh="环节 {number}/{of} {left}", en="stage {number}/{of} {left}")
QUESTION = Text(zh="第 {number} 题", en="no. {number}")
DRAFT = Text(zh="草稿 {size} 字", en="draft {size}")
HINTS = Text(zh="提示 {count}", en="hints {count}")
PHASES = {
    "new": Text(zh="还没开始", en="not begun"),
    "setup": Text(zh="还没开始计时", en="the clock is not running"),
    "grading": Text(zh="正在看你的答案，计时暂停", en="reading your answer, clock held"),
    "paused": Text(zh="暂停中", en="paused"),
    "wrapping": Text(zh="等最后的评分", en="waiting for the last verdicts"),
    "ended": Text(zh="面试已结束", en="the interview is over"),
}
PAUSE_LEFT = Text(zh="{left} 后自动继续", en="goes on by itself in {left}")
HELP = Text(zh="/help 帮助", en="/help")

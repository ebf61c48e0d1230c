"""Every sentence of the interviewer's, in both languages; ``{names}`` are filled in by `interview_flow.phrasing`."""
# ruff: noqa: E501 - a sentence stands on one line

from evaluators.text import Text

# Before the start ----------------------------------------------------------------------------------------------------

WELCOME = Text(
    zh="你好，我是模拟面试官。选好下面几项，点“开始”就行；不选就用默认的。",
    en="Hi, I'm your mock interviewer. Pick what you like below and press Begin, or just press Begin.",
)
CHOSEN = Text(zh="现在是：{format}，{minutes} 分钟，{mode}。", en="As it stands: {format}, {minutes} minutes, {mode}.")
LENGTHS = {"short": Text(zh="简短版", en="Short"), "full": Text(zh="完整版", en="Full")}
MODES = {
    "practice": Text(zh="练习（每题后有反馈）", en="Practice (feedback after each)"),
    "exam": Text(zh="模拟考（最后才有反馈）", en="Exam (feedback at the end)"),
}
LANGUAGES = {"zh": Text(zh="中文", en="中文"), "en": Text(zh="English", en="English")}
ADD_CV = Text(zh="添加简历", en="Add my CV")
BEGIN = Text(zh="开始", en="Begin")
SETUP_HELP = Text(
    zh="面试还没开始。点下面的按钮，或者发一行，比如：/start cv zh short practice。想附简历，直接发文件或粘贴全文。",
    en="We haven't begun yet. Use the buttons, or one line such as: /start cv en short practice. To add your CV, send the file or paste it.",
)
UNKNOWN_CHOICE = Text(
    zh="没看懂“{word}”。可以写：cv 或 deep_learning，nlp 或 cv（方向），zh 或 en，short 或 full，practice 或 exam。",
    en="I don't know “{word}”. You can say: cv or deep_learning, nlp or cv (track), zh or en, short or full, practice or exam.",
)
CV_AWAITED = Text(
    zh="把简历粘贴过来，或者发文件（PDF、txt、md）。也可以直接开始。",
    en="Paste your CV or send it as a file (PDF, txt, md). Or just begin without it.",
)
CV_TAKEN = Text(
    zh="简历收到了，后面会聊到里面的项目。准备好就点“开始”。",
    en="Got your CV; we'll come to the projects in it. Press Begin when you're ready.",
)
CV_TOO_LONG = Text(
    zh="这份简历太长了（最多 {most} 字符），请发短一点的，或者直接开始。",
    en="That CV is too long ({most} characters at most); send a shorter one, or just begin.",
)
CV_ONLY_BEFORE = Text(
    zh="简历要在面试开始之前发。下一场用 /start 开始时可以加上。",
    en="A CV can be added before an interview begins; next time, after /start.",
)
NO_FORMATS = Text(
    zh="题库里现在没有面试流程，请告诉维护者。",
    en="The bank holds no interview format right now; please tell the operator.",
)
OPENING = {
    "practice": Text(
        zh="{title}，共 {stages} 个环节，最多 {minutes} 分钟，现在开始计时。每题之后我会给反馈，卡住了可以用 /hint。不会的题可以 /skip，累了可以 /pause。",
        en="{title}: {stages} stages, {minutes} minutes at most. The clock runs now. You get feedback after each answer; /hint helps when stuck, /skip moves on, /pause stops the clock.",
    ),
    "exam": Text(
        zh="{title}，共 {stages} 个环节，最多 {minutes} 分钟，现在开始计时。反馈都留到最后。不会的题可以 /skip，累了可以 /pause。",
        en="{title}: {stages} stages, {minutes} minutes at most. The clock runs now. All feedback comes at the end. /skip moves on, /pause stops the clock.",
    ),
}

# Questions -----------------------------------------------------------------------------------------------------------

STAGE = Text(zh="环节 {number}/{of}：{title}", en="Stage {number} of {of}: {title}")
STAGE_TIME = Text(zh="这个环节最多 {left}。", en="Up to {left} for this stage.")
QUESTION = Text(zh="第 {number} 题 · {title}", en="Question {number} · {title}")
HOW_SHORT = Text(zh="一条消息作答，发出即提交。", en="Answer in one message; sending it submits it.")
HOW_DRAFT = Text(
    zh="可以分几条消息写，也可以编辑或发文件；写完点“提交”或发 /done。",
    en="Take as many messages as you like; edits and files count too. Then press Submit or send /done.",
)
FOLLOW_UP = Text(zh="追问", en="Follow-up")
HOW_PROBE = Text(zh="用一条消息回答就好，记不清就直说。", en="One message is enough; if you don't remember, say so.")
COUNTDOWN = Text(zh="⏳ 本题还有 {left}", en="⏳ {left} left for this question")
LAST_CALL = Text(
    zh="⏰ 本题还剩 {left}，到时会把已写的内容原样提交。",
    en="⏰ {left} left; then what you have written is submitted as it stands.",
)
LAST_CALL_ONE = Text(zh="⏰ 本题还剩 {left}，到时进入下一题。", en="⏰ {left} left for your answer; then we move on.")
STAGE_CALL = Text(zh="⏰ “{stage}”环节还剩 {left}。", en="⏰ {left} left in this stage ({stage}).")
TIME_UP = Text(zh="时间到，这题先到这里。", en="Time's up for this one. Moving on.")
TIME_UP_SUBMITTED = Text(
    zh="时间到，已按你写的内容提交。", en="Time's up; what you had written is submitted as it stands."
)
DONE = Text(zh="提交", en="Submit")
SKIP = Text(zh="跳过", en="Skip")
HINT = Text(zh="提示", en="Hint")
DRAFTED = Text(
    zh="记下了，目前 {size} 字。继续写，或点“提交”。", en="Noted: {size} characters so far. Go on, or press Submit."
)
DRAFT_KEPT = Text(
    zh="你写的 {size} 字草稿还在，不用重发。", en="Your draft of {size} characters is kept; no need to send it again."
)
EDITED = Text(zh="已按编辑更新，目前 {size} 字。", en="Updated with your edit: {size} characters so far.")
EDIT_TOO_LATE = Text(
    zh="这条消息已经不在未提交的答案里了，编辑不会改变已提交的内容。",
    en="That message is no longer part of an open answer, so the edit changes nothing. It is kept in the transcript.",
)
NOTHING_WRITTEN = Text(
    zh="还没收到你的答案。先写点什么，或者点“跳过”。",
    en="There's nothing to submit yet. Write your answer first, or press Skip.",
)
TOO_LONG = Text(
    zh="这条太长了：一题的答案最多 {most} 字符。这条只存档、不评分，请发短一点的。",
    en="That's too long: an answer may hold {most} characters. It is kept in the transcript but not judged; please send a shorter one.",
)
CLARIFY = Text(
    zh="没关系，这条不算作答，题目再发一遍，计时照常。提示 /hint，跳过 /skip，暂停 /pause，换语言 /language。",
    en="No problem, that didn't count as an answer; here is the question again, the clock runs on. /hint gives a hint, /skip moves on, /pause stops the clock, /language switches.",
)
ASKED_BACK = Text(
    zh="问一句不算作答，题目再发一遍，计时照常。",
    en="Asking didn't count as an answer; here is the question again, the clock runs on.",
)
NOTHING_TO_ADD = Text(
    zh="题面之外我不能多说：按你认为最通常的理解来，说明你的假设，照着答就行。",
    en="I can't say more than the question does: take the reading you find most usual, say what you assume, and answer for that.",
)
NOT_TEXT = Text(
    zh="我只能看文字和文本文件，贴纸、图片和语音看不了。这不算作答，请打字回答。",
    en="I can read only text and text files, so that didn't count as an answer. Please type it.",
)
FILE_TOO_LARGE = Text(
    zh="文件太大了，请只发代码或文本，或者直接粘贴。",
    en="That file is too large; send just the code or text, or paste it.",
)
FILE_NOT_TEXT = Text(
    zh="这个文件读不出文字（扫描或截图做的 PDF 也不行），请发 .py、.txt、.md，或者直接粘贴。",
    en="I can't read text from that file (a scanned PDF has none); send a .py, .txt or .md file, or paste it.",
)
UNREADABLE = Text(
    zh="我没能确定你的意思，请换个写法再发一次。这次不算分，时间照常。",
    en="I couldn't tell what you meant; please write it another way. This costs you nothing but time.",
)
DOES_NOT_PARSE = Text(
    zh="改好后把整个程序再发一次。这次不算分，时间照常。",
    en="Please mend it and send the whole program once more. This costs you nothing but time.",
)
EXPLAIN = Text(
    zh="你说过：“{quote}”。{reason}要不要解释或更正一下？记错了也没关系，直接说就好。",
    en="You said: “{quote}”. {reason} Would you like to explain or correct that? If you misremembered, just say so.",
)
NOTED = Text(zh="好的，记下了。", en="Noted.")
AFTER_THE_TIME = Text(
    zh="这条在上一题时间到之后才来，我当成是说上一题的，不算第 {number} 题的作答。如果说的就是第 {number} 题，再发一次或者点“跳过”。",
    en="This came when the time of the last question was just over, so I take it to be about that and not about question {number}. If you mean question {number}, send it again or press Skip.",
)
STILL_READING = Text(
    zh="我还在看你刚才的答案，稍等。这条已存进记录，但不算作答。",
    en="I'm still reading your last answer, one moment. This message is kept in the transcript but is not an answer.",
)
LATE_RESULT = Text(zh="第 {number} 题的结果出来了：", en="The result of question {number} is in:")
COUNTED_TOO = Text(
    zh="你刚才补充的，也算进第 {number} 题了。", en="What you have just told counts for question {number}, too."
)
GRADING_SLOW = Text(
    zh="这题评分要多等一会儿，我们先继续，结果会在报告里。",
    en="Grading this takes a while; let's go on. The result will be in the report.",
)

DISPUTE = Text(zh="我不同意这个评分", en="I disagree with this")
DISPUTED = Text(
    zh="记下了：你不同意第 {number} 题（{title}）的评分。评分不会马上变，出题人会看，报告里会标明。",
    en="Noted: you dispute the verdict on question {number} ({title}). It stands for now; the author will look at it, and the report says so.",
)
DISPUTED_WHY = Text(
    zh="记下了：你不同意第 {number} 题（{title}）的评分。哪里评错了？你的下一条消息会作为理由记下，不算作答；不想说明就点“不写理由”。",
    en="Noted: you dispute the verdict on question {number} ({title}). What was judged wrongly? Your next message is kept as the reason and is no answer; or press “No reason”.",
)
NO_REASON = Text(zh="不写理由", en="No reason")
WITHOUT_REASON = Text(zh="好，不写理由。", en="All right, without a reason.")
STILL_OPEN = Text(zh="第 {number} 题还等着你的答案。", en="Question {number} still waits for your answer.")
DISPUTE_HOW = Text(
    zh="写成“/dispute 题号 理由”，比如：/dispute 3 我写的是 MAC，没有乘 2",
    en="Write /dispute, the question's number and why, for example: /dispute 3 I counted MACs, not FLOPs",
)
DISPUTE_HOW_LAST = Text(
    zh="写成“/dispute 哪里评错了”，说的是上一道评过的题；更早的题写 /dispute #题号 理由。",
    en="Write /dispute and what was judged wrongly in the last question; for an earlier one, /dispute #3 and why.",
)
DISPUTE_AT_THE_END = Text(
    zh="模拟考的评分在最后才给，到时再用 /dispute 提出异议。",
    en="In an exam the verdicts come at the end; you can dispute them then with /dispute.",
)
NOTHING_TO_DISPUTE = Text(
    zh="没有找到可以提出异议的评分：那道题还没有评，或者没有这个题号。",
    en="There is no such verdict to dispute: that question has not been judged, or there is no question of that number.",
)

# Commands ------------------------------------------------------------------------------------------------------------

HELP = Text(
    zh=(
        "/start 开始（例：/start cv zh short practice）\n/done 提交  /hint 提示（扣一点分）  /skip 跳过  /repeat 再看题目\n"
        "/dispute 哪里评错了：不同意上一题的评分\n/pause 暂停  /resume 继续  /end 结束\n/report 报告  /transcript 记录  /history 历史\n"
        "/language zh|en 换语言  /delete_my_data 删除我的数据"
    ),
    en=(
        "/start begin (e.g. /start cv en short practice)\n/done submit  /hint a hint (costs a little)  /skip  /repeat the question\n"
        "/dispute what was judged wrongly in the last question\n/pause  /resume  /end\n/report  /transcript  /history\n/language zh|en  /delete_my_data"
    ),
)
UNKNOWN_COMMAND = Text(
    zh="没有 /{name} 这个命令，/help 里有全部命令。", en="There is no command /{name}; /help lists them all."
)
ALREADY_RUNNING = Text(
    zh="有一场面试正在进行。继续作答就行；想结束发 /end。",
    en="An interview is running: just go on, or send /end to stop it.",
)
NOT_STARTED = Text(zh="面试还没开始，发 /start 开始。", en="No interview is running; /start begins one.")
OVER = Text(
    zh="这场面试已经结束。看报告发 /report，再来一场发 /start。",
    en="This interview is over. /report shows the report, /start begins another.",
)
NOTHING_OPEN = Text(zh="现在没有等待作答的题目。", en="No question is open right now.")
STALE_BUTTON = Text(
    zh="这个按钮已经过期了，请用最新的消息。", en="That button is out of date; please use the latest message."
)
NO_HINTS = Text(zh="这题没有提示。", en="There's no hint for this one.")
NO_MORE_HINTS = Text(zh="这题的提示都给过了。", en="You've had every hint for this one.")
HINT_COSTS = Text(zh="提示（本题得分减 {percent}%）：", en="Hint (takes {percent}% off this question's score):")
PAUSED = Text(
    zh="已暂停，计时停止。最多还能停 {left}，之后自动继续；还可以再暂停 {pauses} 次。",
    en="Paused; the clock stands still. It goes on by itself in {left}. Pauses left after this one: {pauses}.",
)
PAUSED_ALREADY = Text(zh="现在是暂停中，发 /resume 继续。", en="We're paused; /resume goes on.")
NO_MORE_PAUSES = Text(
    zh="暂停次数或时间用完了（最多 {most} 次，共 {minutes} 分钟）。",
    en="No pauses left: {most} at most, {minutes} minutes in all.",
)
RESUME = Text(zh="继续", en="Resume")
RESUMED = Text(zh="继续。本题还有 {left}。", en="Going on. {left} left for this question.")
NOT_PAUSED = Text(zh="现在没有暂停。", en="We're not paused.")
CONFIRM_END = Text(
    zh="确定要结束这场面试吗？已写的内容会提交并写进报告。",
    en="End this interview? What you have written goes into the report.",
)
CONFIRM_DELETE = Text(
    zh="确定要删除你的全部数据吗？所有面试、记录和报告都会删掉，无法恢复。",
    en="Delete all your data? Every interview, transcript and report goes, and cannot be brought back.",
)
YES = Text(zh="确定", en="Yes")
NO = Text(zh="取消", en="No")
NOT_DONE = Text(zh="好，不变。", en="All right, nothing has changed.")
NOTHING_TO_CONFIRM = Text(zh="现在没有需要确认的事。", en="There's nothing to confirm right now.")
DELETED = Text(zh="你的数据已全部删除。", en="All your data has been deleted.")
WHICH_LANGUAGE = Text(zh="用哪种语言？", en="Which language?")
LANGUAGE_IS = Text(zh="好，接下来用中文。", en="All right, English from here on.")

# Afterwards ----------------------------------------------------------------------------------------------------------

FINISHED = Text(zh="面试到这里结束，辛苦了。", en="That's the end of the interview. Thank you.")
STOPPED = Text(zh="好，面试在这里结束。", en="All right, the interview ends here.")
REPORT_FOLLOWS = Text(
    zh="还有答案在评分，评完就给你报告。",
    en="Some answers are still being graded; the report follows as soon as they are.",
)
REPORT_AT_THE_END = Text(zh="报告在面试结束后给出。", en="The report comes when the interview is over.")
AFTERWARDS = Text(
    zh="报告在上面。哪道题评错了，发 /dispute 题号 理由。要看完整记录，或再来一场？",
    en="Your report is above. If a verdict is wrong, say /dispute, the question's number and why. The whole transcript, or another interview?",
)
TRANSCRIPT = Text(zh="完整记录", en="Transcript")
AGAIN = Text(zh="再来一场", en="Another one")
NO_SUCH_SESSION = Text(
    zh="没有找到这场面试，/history 里有全部。", en="There is no such interview; /history lists them all."
)
HISTORY = Text(zh="你的面试，最近的在前：", en="Your interviews, latest first:")
HISTORY_LINE = Text(
    zh="{number}. {date} {title}（{length}），答了 {answered}/{asked} 题",
    en="{number}. {date} {title} ({length}), {answered} of {asked} answered",
)
HISTORY_USE = Text(
    zh="/report 1 看第 1 场的报告，/transcript 1 看记录。",
    en="/report 1 shows the first one's report, /transcript 1 its transcript.",
)
NO_HISTORY = Text(zh="还没有面试过，发 /start 开始。", en="No interviews yet; /start begins one.")

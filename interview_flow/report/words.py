"""The report's and the transcript's own words."""
# ruff: noqa: E501 - a sentence stands on one line

from evaluators.text import Text

REPORT = Text(zh="面试报告", en="Interview report")
READING = Text(zh="总评", en="Overall")
STAGES = Text(zh="各环节", en="Stages")
STUDY = Text(zh="接下来学什么", en="What to study next")
CONCERNS = Text(zh="需要说清楚的地方", en="To be cleared up")

HONESTY_FIRST = Text(
    zh="有 {count} 处说法和事实或前面的话对不上，先把它们说清楚，其余的才算数。",
    en="Statements of yours that do not fit the facts or your earlier words: {count}. Clear these up first: the rest counts only after that.",
)
BASICS = Text(
    zh="基础题有 {count} 道没答上，基本功还需要加强。",
    en="Basics missed: {count}. They need work before anything else.",
)
TOO_LITTLE = Text(
    zh="作答太少，给不出总评和总分（计划 {planned} 题，答了 {answered} 题）。",
    en="Too little was answered for an overall reading or a total ({answered} of {planned} planned questions).",
)
READY = Text(zh="四个环节都不错，可以去面试了。", en="All four stages were good: you are ready.")
GOOD_STAGES = Text(zh="答得好的环节：{stages}。", en="Good: {stages}.")
WEAK_STAGES = Text(zh="还要加强：{stages}。", en="Needs work: {stages}.")
UNJUDGED_STAGES = Text(zh="问了但没有评分：{stages}。", en="Asked but not judged: {stages}.")
UNREACHED_STAGES = Text(zh="没有问到（不等于弱）：{stages}。", en="Not reached, which does not mean weak: {stages}.")

TOTAL = Text(zh="总分 {score}/100", en="Total {score}/100")
NO_TOTAL = Text(zh="没有总分", en="No total")
COVERAGE = Text(
    zh="计划 {planned} 题，问到 {asked} 题，评了 {judged} 题{unanswered}",
    en="{asked} of {planned} planned questions asked, {judged} judged{unanswered}",
)
STAGE_LINE = Text(
    zh="{title}：{score}（问 {asked}/{planned}，评 {judged}{unanswered}）",
    en="{title}: {score} ({asked} of {planned} asked, {judged} judged{unanswered})",
)
UNANSWERED = Text(zh="，{count} 题没作答记 0 分", en=", {count} unanswered scored 0")
NOT_REACHED = Text(zh="没有问到", en="not reached")
NOT_JUDGED = Text(zh="未评分", en="not judged")
QUESTION = Text(zh="题目", en="Question")
ANSWER = Text(zh="你的回答", en="Your answer")
UNSUBMITTED = Text(zh="写了但没有提交", en="Written but not handed in")
FILE = Text(zh="文件", en="File")
DISPUTED = Text(zh="你不同意这个评分", en="You dispute this verdict")
FOLLOW_UP = Text(zh="追问", en="Follow-up")
HINT = Text(zh="提示", en="Hint")
TIME = Text(zh="用时 {seconds}，限时 {allowed}", en="Took {seconds} of {allowed}")
LEVEL = Text(zh="难度 {level}", en="level {level}")
HINTS = Text(zh="用了 {count} 次提示", en="hints used: {count}")
EVIDENCE = Text(zh="依据", en="based on")
OPTIONAL = Text(zh="加分项", en="a bonus")
MEMBERS = Text(zh="列举到的", en="Named")
WRONG = Text(zh="不属于这一类的", en="Named, but not one of them")
MODEL_ANSWER = Text(zh="参考答案", en="Model answer")
SOURCES = Text(zh="出处", en="Sources")
SAID = Text(zh="你说的是", en="You said")
SAID_BEFORE = Text(zh="前面说的是", en="Earlier you said")
OWN_CODE = Text(zh="说自己写过的代码，和这次写的代码", en="Code you said you wrote, and code you wrote here")
SIDE_BY_SIDE = Text(
    zh="只是放在一起给你看，不算分，也不下结论。",
    en="Only shown side by side: it counts for nothing, and nothing is concluded from it.",
)
WRITTEN_HERE = Text(zh="这次写的是", en="Here you wrote")
EXPLAINED = Text(zh="你的说明", en="Your explanation")
NOT_EXPLAINED = Text(zh="没有说明", en="No explanation was given")
NOT_CERTAIN = Text(zh="还不能断定", en="not certain")
NOT_ASKED = Text(zh="面试中没来得及问你", en="There was no time to ask you about it")
WAYS_ON = Text(
    zh="三条老实的路：补上真实的情况；把这块真正学会；或者把简历上的说法改弱。",
    en="Three honest ways on: add the true facts, learn it, or weaken the claim.",
)
PAUSES = Text(zh="暂停 {count} 次，共 {time}", en="Pauses: {count}, {time} in all")
STOPPED = Text(zh="你提前结束了面试", en="You ended it early")
NOTHING_TO_STUDY = Text(zh="评过的题里没有明显的短板。", en="Nothing that was judged stands out as weak.")
CONCERN_KINDS = {
    "impossible_fact": Text(zh="与事实对不上", en="Does not fit the facts"),
    "inconsistent": Text(zh="与前面的话对不上", en="Does not fit your earlier words"),
    "vague": Text(zh="没有具体内容", en="No specifics"),
    "evaded": Text(zh="没有正面回答", en="Not answered directly"),
    "recited": Text(zh="像是背的，没有自己的东西", en="Text-book words, nothing of your own"),
}
OUTCOMES = {
    "met": Text(zh="答到了", en="all there"),
    "partly_met": Text(zh="答到一部分", en="partly there"),
    "not_met": Text(zh="没有答到", en="not there"),
    "no_answer": Text(zh="没有作答", en="no answer"),
    "unreadable": Text(zh="没能读懂，不计分", en="could not be read, not counted"),
    "ungraded": Text(zh="未评分", en="ungraded"),
    "skipped": Text(zh="跳过", en="skipped"),
    "not_finished": Text(zh="没答完，不计分", en="not finished, not counted"),
    "pending": Text(zh="评分中", en="being graded"),
}

# Transcript ----------------------------------------------------------------------------------------------------------

TRANSCRIPT = Text(zh="面试记录", en="Transcript")
INTERVIEWER = Text(zh="面试官", en="Interviewer")
CANDIDATE = Text(zh="候选人", en="Candidate")
NOTE = Text(zh="记录", en="Note")
NOTHING_YET = Text(zh="还没有内容。", en="Nothing yet.")
IN_THE_FILES = Text(
    zh="完整记录在文件里（{entries} 条）。", en="The whole transcript is in the files ({entries} entries)."
)
QUESTION_NUMBER = Text(zh="第 {number} 题", en="Question {number}")
STAGE_OPENED = Text(zh="进入环节 {number}", en="Stage {number} opened")
HAPPENED = {
    "answer_submitted": Text(zh="答案已提交", en="The answer was handed in"),
    "verdict_disputed": Text(zh="候选人不同意评分", en="The candidate disputed the verdict"),
    "answer_reopened": Text(
        zh="后来补充的也属于这道题，重新评分",
        en="What was told later belongs to this question, too; it is judged again",
    ),
    "asked_again": Text(zh="没能读懂，请候选人再答一次", en="It could not be read and was asked again"),
    "grading_postponed": Text(zh="评分较慢，先继续", en="Grading took long; the interview went on"),
    "item_closed": Text(zh="本题结束", en="The question was closed"),
    "paused": Text(zh="暂停", en="Paused"),
    "resumed": Text(zh="继续", en="Resumed"),
    "interview_ended": Text(zh="面试结束", en="The interview ended"),
    "concern_raised": Text(zh="记下一处需要说清楚的地方", en="A statement was noted that needs clearing up"),
}

"""The turns of phrase by which people conclude, deny, correct, hedge and digress, in both languages.

Each is a bounded pattern, searched in a short stretch of text beside a number.
"""

import re

RELATION = r"(?:={1,2}|≈|≡|~=|->|-->|=>|→|:=|:|就是|等于|约等于|即|也就是|得到|得出|得|约为|约|大约|是|为|向[下上]取整(?:得到?|为|是|成)?|取整(?:得到?|为|是)?|往[下上]取(?:整)?|舍(?:掉|去)小数|\bwhich (?:is|makes|gives|comes to)\b|\bis\b|\bare\b|\bgives?\b|\bgets?\b|\bequals?\b|\bmakes?\b|\bor\b|\bi\.?e\.?|\bso\b|\brounds? (?:up|down)? ?to\b|\brounded(?: (?:up|down))?(?: to)?|\bfloor(?:s|ed)?(?: (?:down )?to)?|\bceil(?:ed|s)?(?: to)?)"
NOUN = r"(?:个|次|params?|parameters|weights?|macs?|flops?|bytes?|字节|参数|px|pixels?|像素|步|steps?|updates?|m?adds|multiply-adds|ops|亿|倍|biases|bias|偏置|权重)"
HEDGE = r"(?:≈|~|约|大约|大概|差不多|about|around|roughly|approx(?:\.|imately)?|nearly|some|circa|再)"
GAP = re.compile(rf"(?ai)\s*(?:{NOUN}\s*){{0,2}}(?:{RELATION}\s*){{1,3}}(?:{HEDGE}\s*)?")
RELATION_END = re.compile(rf"(?ai)(?:={{1,2}}|≈|->|=>|→|:=|:|就是|等于|得到?|约为|\bgives|\bequals)\s*(?:{HEDGE}\s*)?$")
STRONG = re.compile(r"(?a)[;；。!?！？\n]|(?<=\D)\.(?=\s|$)|(?<=\d)\.(?=\s|$)")
WEAK = re.compile(
    r"(?ai)(?<!\d),|,(?!\d)|、|\s(?:and|with|plus|but|so|then|hence|therefore)\s(?!down|up)|以及|其中|所以|因此|然后|\s[-/|]\s(?=[A-Za-z\u4e00-\u9fff])|\|"
)
ABOUT_BEFORE = re.compile(
    r"(?ai)(?:≈|~|约|大约|大概(?:是|有)?|大致|差不多|估计|将近|接近|近|快(?:到|要)?|\babout|\baround|\broughly|\bapprox(?:\.|imately)?|\bnearly|\bsome|\bcirca|\bca\.|\balmost|\bclose to|\bor so|\bjust (?:shy of|under|over|about)|\ba (?:bit|little|touch|shade|hair) (?:under|over|more than|less than|above|below)|略(?:多于|少于|大于|小于|高于|低于)|不到)\s*(?:(?:=|:|是|为|有|the|a|\()|(?:是|占|为)?[\u4e00-\u9fff]{2,8}的)?\s*$"
)
ABOUT_AFTER = re.compile(
    r"(?ai)^\s*(?:[a-z]{1,12}\s)?(?:个|次|参数|字节|步)?\s*(?:左右|上下|or so|-?ish\b|roughly|approximately|approx|give or take|出头)"
)
DENIED_BEFORE = re.compile(
    r"(?ai)(?:(?<!是)不是|并不是|并非|而非|不等于|≠|!=|不能写成?|绝不是|不应该是|不该是|不会是|\bnot|n't(?: be)?|\bnever|\brather than|\binstead of|\bno longer|\bas opposed to|\bnot to be confused with)\s*(?:=|the|just|simply|only|exactly|equal to|as|写成|是|会是|什么)?\s*$"
)
DENIED_AFTER = re.compile(
    r"(?ai)^\s*(?:个|参数|params?|这个数|那个)?\s*(?:(?:是|就|也|都|当然|肯定)?(?:不对|错的|错了|错误的)|(?:is|was|would be|'s) (?:wrong|incorrect|not right|not correct|a mistake))"
)
IF = re.compile(r"(?ai)如果|要是|假如|若|会|就|\b(?:if|when|unless|would|you|people|some)\b")
OWN_OMISSION = re.compile(
    r"(?ai)(?:忘了?|漏了?|忘记了?|少了)(?:加|算|乘)?[^,;。\d]{0,8}[,;]\s*(?:那?就?(?:应该)?是|应为)?\s*$|\b(?:forgot|forgetting|missed|dropped|left out) (?:about )?(?:the |my )?[a-z +-]{1,16}[,;]\s*(?:so |it's |that's |make that |it is )*$"
)
"""``forgot the bias, 765``: what was said before is taken back, unlike ``if you forget the bias: 750``."""
CORRECTION = re.compile(
    r"(?ai)(?<!对)(?<!绝)不对|(?:^|[,;。\s])不[,是]|错了|说错|算错|写错|更正|纠正|应该是|应为|改成|改为|改一下|口误|抱歉|等等|等一下|等下|重算|重来|重新算|\bno,|\bno wait|\bwait\b|\b(?:hold|hang) on\b|\bon second thoughts?\b|\bstrike that\b|\btake that back\b|\bsorry\b|\boops\b|\bcorrection\b|\bscratch that\b|\bactually\b|\bi mean\b|\bmake that\b|\bi meant\b|\bmy bad\b|\bmistake\b|\bhmm\b|\bfix:|~~"
)
SUPPOSED = re.compile(
    r"(?ai)\bif\b|\bunless\b|\bwould(?:'ve)? (?:be|have|give|make)\b|\botherwise\b|\bforg[eo]t|\bwrongly\b|\bhad it\b|\bwere it\b|\bsome people\b|如果|要是|假如|若是|(?<!参数)(?<!尺寸)(?<!算量)(?<!输出)(?<!大小)的话|否则|不然|忘了|忘记|漏了|漏掉|误以为|有人|乍一看|本来以为"
)
CONSEQUENCE = re.compile(r"(?:如果|要是|假如|倘若|若)[^。;!?\n]{0,24}会[^。;!?\n,]{0,4}$")
"""What would follow from a supposition, in the clause behind it."""
ASIDE = re.compile(
    r"(?ai)\bsince\b|\bbecause\b|\bcompared? (?:to|with)\b|\bversus\b|\bvs\b|\bagainst\b|因为|先算|相比|对比|相对于|而普通|而标准|普通卷积|标准卷积|(?:标准|普通|常规)的?\s*$|\bstandard:?\s*$|\bstandard conv|\bregular conv|\bfull conv|\bordinary conv|\bplain conv|\bnormal conv|\bdense conv"
)
ASIDE_AFTER = re.compile(
    r"(?ai)\s*(?:params?\s|parameters\s|macs?\s)?(?:for|in|from)?\s*(?:the |a )?(?:standard|regular|ordinary|normal|full|dense)\b"
)
CONCLUDES = re.compile(
    r"(?ai)所以|因此|正确(?:的|答案|值)?[是为应]|\bcorrect(?: \w{1,12})? is\b|\bso\b|\btherefore\b|\bhence\b|(?:^|[,;。.\s])是\s*$|\bbut\b|而是|\bit's\s*$|\bit is\s*$"
)
JOINT = re.compile(r"(?ai)\s*(?:和|and|,|、|/|以及|&|跟)\s*(?:和|and)?\s*")
TOTAL = re.compile(
    r"(?ai)总共|一共|合计|共计|总计|总|共|加起来|最终|最后(?!一|不足|剩|的|几|那)|答案|结果|\btotal|\bin all\b|\ball in all\b|\baltogether\b|\bsum\b(?!\s?\()|\boverall\b|\badd(?:s|ed|ing)?(?: \w{1,8})? up\b|\bsumm(?:ing|ed)\b|\bfinal\b|\banswer\b|\bin total\b|\btogether\b"
)
FRAGMENT = re.compile(
    r"(?ai)(?:[+*/×^]|再加上?|再乘以?|还要加|要加|加上?|减去?|乘以?|除以|再除以?|翻|\bplus|\bminus|\btimes|\bmultiplied by|\bdivided by|\badding|\badd|\bsubtract|\bx)\s*(?:a|the|上|biases|bias|偏置)?\s*$"
)
UNCHANGED = re.compile(
    r"(?ai)(?:尺寸|大小|分辨率|空间|宽高|高宽|长宽|h ?和 ?w|h ?w|h/w|特征图|输出)[^,;。\n]{0,8}?(?:不变|一样|一致|相同)|(?:不变|跟输入一样|和输入一样|与输入相同)|(?:spatial )?(?:size|resolution|dim\w*|height and width|h and w|output|shape|spatially)?[^,;.\n]{0,12}?\b(?:unchanged|same size|same as (?:the )?input|stays? the same|preserved|same (?:height and width|spatial size|resolution|h and w|shape)|keeps? (?:the )?(?:size|resolution|spatial))"
)
NOT_SIZE = re.compile(r"(?ai)通道|channel|参数|param|depth")
OTHER = (
    r"(?:c_?(?:in|out)|kernel(?: size)?|卷积核|核(?:大小)?|stride|步长|步幅|步距|padding|填充|pad|dilation|空洞率?|膨胀率?|groups?|分组|in[_ ]channels?|out[_ ]channels?|"
    r"channels?|(?:输入|输出)?通道数?|inputs?|输入(?:是|为|尺寸)?|batch(?:[_ ]size)?|layers?|stages?|class(?:es)?|类别?|samples?|样本|epochs?|轮|patches|"
    r"heads?|头|positives?|negatives?|正样本|负样本|正例|负例|tokens?|images?|图片|jump|hidden(?: size)?|gates?|门|组(?!成)|维|dims?|bits?|位|gpus?|张|pairs?|"
    r"filters?|neurons?|神经元|directions?|方向|bytes per (?:value|param\w*|element)|卷积|conv(?:olution)?s?|seconds|秒|years?|年|[kspdgj](?=\s*=)|tp|fp|fn|tn|top|版|"
    r"buffers? tensors?|tensors?|products?|matmuls?|modules?|bytes each|(?:fp|int|bf)\d*|one|step[_ ]?size|lr)"
)
OTHER_BEFORE = re.compile(
    rf"(?ai)(?<![a-z0-9_'])(?P<other>{OTHER})(?:\s*(?:=|是|为|of|is|are|size|大小)?|(?<![a-z]s)(?<!layer)(?<!channel)(?<!层)(?<!道)(?<!类)\s*:)\s*$"
)
OTHER_AFTER = re.compile(rf"(?ai)^(?:\s*(?:个|-|different|trainable|的|大小的)?\s*){OTHER}(?![a-z0-9_]|\s*=)")
POSITIONS = re.compile(
    r"(?ai)\s*个?\s*(?:(?:输出|空间)的?)?(?:位置|像素点|点(?![\d一二三四五六七八九]))|\s*(?:output |spatial )?(?:positions|locations|pixels)\b"
)
"""Of the output: how many there are is a step on the way to a cost."""
CHANGES = re.compile(r"(?ai)(?:\bdown to|\binto|\bbecomes?|变成?|变为|降到|降为|缩到|缩成)\s*$")
CHANGES_AFTER = re.compile(r"(?ai)^\s*(?:down to|becomes?|变成?|变为|降到|降为|缩到|缩成)(?![a-z])")
"""What a number becomes, where it is no result: "stride 2 takes 20 down to 10"."""
COUNTED_NOUN = re.compile(r"(?ai)(?:[一二两三四五六七八九十]\s?个?|\b(?:two|three|four|five|six|eight|ten|both))\s?$")
"""What stands before a noun that is counted ("four gates"), so that the number behind it is another matter."""
SIDE = re.compile(
    r"(?ai)(?<![a-z0-9])(?:(?P<h>h(?:[_ ]?out|eight|')?|高度?|rows?|行|竖)|(?P<w>w(?:[_ ]?out|idth|')?|宽度?|col(?:umn)?s?|横))(?:\s*(?:方向|输出|out|上))?\s*(?:=|:|是|为|is|→|->|,)?\s*$"
)
SIDE_AFTER = re.compile(r"(?ai)^\s*(?:(?P<h>high|tall|rows|行|高(?!\d))|(?P<w>wide|columns|cols|列|宽(?!\d)))(?![a-z])")
FRAGMENT_AFTER = re.compile(r"(?ai)\s*(?:more\b|extra\b|on top\b|个?(?:偏置|bias(?:es)?)?\s?要?(?:加上|加进))")
SIDE_SCOPE = re.compile(
    r"(?ai)^[\s,;。.]*(?:(?:for|in|along|the|first|then|and|so|[先再]?[算看求]|然后|接着|输出的?)\s*){0,3}(?:(?P<h>高|竖|垂直|纵|height|vertical)|(?P<w>宽|水平|横|width|horizontal))"
)
"""A side named at the head of a sentence."""
BIAS = re.compile(r"(?ai)偏置\s*$|\bbias(?:es)?\s*[:,(]?\s*$|^\s*个?\s*(?:偏置|bias(?:es)?\b)")
DEFINES = re.compile(
    r"(?ai)^\s*(?:\([^()]{0,24}\)\s*)?(?:个|数|量|值|is|are|=|:|是|为|就是|有|约|大约|about|≈|~|of|comes? to|equals|->|→|for\s\S{1,12}\s?(?::|is|=))"
)
SMALL_WORDS = re.compile(
    r"(?ai)\b(?:is|are|the|of|a|an|about|around|roughly|learnable|trainable|total|in|count|number|gets?|just|still|stays?|will|be|for|each|come|comes|to|it|at)\b|[=:≈~是为有约个次数量的就还仍]|大约|大概|\s+"
)
ADDS = re.compile(
    r"(?ai)(?:\bplus|\badd(?:ing)?|\bwith|加上?|算上|再加)\s*(?:the |a )?(?:\bbias(?:es)?|偏置)\s?[,:]?\s*(?:so |就是|是|得)?\s*$"
)
BOTH = re.compile(r"(?ai)\bboth\b|\beach\b|都是|均为|都为|\ball (?:are|equal)\b|各(?:是|有|为)?\s?\d|两者都|两个都")
SAME_AGAIN = re.compile(
    r"(?ai)\bsame (?:for|number|as|again)\b|\bthe same\b|\blikewise\b|\bas many\b|\bas well\b|也一样|也是(?:这么多|一样|同样)|同样|一样多|也相同"
)
COUNTED = re.compile(r"(?ai)param|参数|macs?\b|flops?\b|step|update|步|byte|字节")
DECLINES = re.compile(
    r"(?ai)不会|不知|不懂|不清楚|不记得|不确定|不了解|答不|算不|想不|记不|没学|没算|没见|没注意|没接触|没背|没概念|没思路|没想|忘|跳过|放弃|\b(?:(?:do|did|ca|could|would)n['’]?t|(?:do|did|can|could|would) ?not) (?:know|remember|recall|tell|say|do|solve|answer|work|put|have|compute|calculate)\b|\bdunno\b|\bidk\b|\bno (?:idea|clue)\b|\bnot sure\b|\bunsure\b|\bnever (?:\w{1,12} )?(?:learn|learnt|learned|count|counted|heard|seen|did|done|studied)\b|\bforg[eo]t|\blook (?:\w{1,12} ){0,3}up\b|\bgive up\b|\bpass\s*\W?$|\bskip\b|\bno\s*\W?$"
)
"""Without any figure: that there will be none."""

"""The words by which answers name what was asked, shared by the quantities."""

from evaluators.arithmetic.statement import Asked

_SIZE = (
    r"输出(?!通道|点|位置|元素|神经元|层|投影|类)(?:尺寸|大小|形状|特征图|的?(?:高宽|长宽|宽高))?|尺寸|大小|形状|分辨率|特征图|\bou?t?put\b(?! (?:channels?|padding|maps?|positions?|pixels?|points?|units?))(?: (?:size|shape|is))?|\b(?:a|per|each|every|either) side\b|每边|\bsize\b|\bshape\b|"
    r"\bspatial\b|\bresolution\b|\bfeature map\b|(?<![a-z_])(?<!left )(?<!leave )(?<!leaving )(?<!work )(?<!works )(?<!comes )out(?![a-z_]| of| the)|边长|\bh ?[x×*/]? ?w\b|长宽|高宽|宽高"
)
PARAMS = (
    r"(?:可学习|可训练|学习)?(?:的)?参数(?:量|数量|总数|总量|个数|数)?|参量|叁数|\bparam(?:e?ter|eters|etres|s|ters|tres)?\b|\bparams?_?(?:count|num\w*)\b|"
    r"\bprams?\b|\bparma?s\b|\bparmeters\b|\bparamters\b|\bparemeters\b|\blearnables?\b|\btrainables?\b|权重(?:数量?|参数|总数|个数)"
)
COST = (
    r"(?:浮点)?(?:计算|运算)(?:量|次数|开销|成本|复杂度)?|乘加(?:次数|数|量|运算)?|乘累加(?:次数)?|乘法(?:次数|累加)?|复杂度|开销|"
    r"(?<![a-z])[mgt]?(?:flop|mac|mult-?add|madd|mul-?add|op)s?(?![a-z])|\bflpos\b|\bmultiply[- ](?:adds?|accumulates?)\b|\bmultiplications?\b|"
    r"\bcost\b|\bcomput(?:e|ation|ations|ational)\b|\boperations?\b|\bmults\b|\bmultiplies\b|次乘加|次乘法|次运算|\A\s?次"
)
_NO_PARAMS = (
    r"(?:没有|没|无|不含|不需要|不带|並無|并无|不存在)(?:任何)?(?:可?(?:学习|训练)的?)?(?:参数|权重)|参数(?:量|数)?(?:是|为|:|=)?\s?(?:没有|无|零)|"
    r"\b(?:no|zero|without|without any|nothing)\s(?:any\s)?(?:learnable |trainable |learned )?(?:param\w*|weights|to learn)|\bparam\w*(?: count)?\s?(?::|=|is|are|-)?\s?(?:none|nil|zero|no)\b|"
    r"\bparameter[- ]free\b|\bnone\b|\bno learnable\b|\bhas no\b.{0,12}\bparam|没有要学|没参数|没有可学|(?:n't|\bnot|\bnever) (?:have|contain|need|add|learn)(?: any)?(?: learnable| trainable| extra)? (?:param\w*|weights)|啥参数都没有|不用学|"
    r"(?:哪来|哪有|没什么)的?(?:可学习的?)?参数|一个(?:可学习的?)?参数(?:也|都)没有|参数一个(?:也|都)没有|"
    r"\bnothing (?:is |to be |that is )?(?:learn(?:able|ed|t)|train(?:able|ed))|\bno (?:learning|training) (?:in|here)"
)

SIZE = Asked("size", _SIZE)
COUNT = Asked(
    "count",
    PARAMS,
    parts=r"(?<![不没无算含])(?<!不带)(?<!没有)(?<!不算)(?<!不含)偏置|(?<!no )(?<!without )\bbias(?:es)?\b|权重|\bweights?\b|卷积核参数|\bper\b|每层|每个|单层|\beach\b",
    none=_NO_PARAMS,
)
FLOPS = Asked(
    "cost",
    COST,
    parts=r"偏置加法|\bbias adds?\b|每个|每点|每层|\bper (?:pixel|position|output|layer)\b|第[一二三四五]层",
)

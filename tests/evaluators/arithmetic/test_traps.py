"""How people write numbers, and what a fair interviewer makes of it."""

import pytest

from evaluators.arithmetic.grader import ArithmeticGrader
from evaluators.arithmetic.quantities import quantity
from evaluators.base import Criterion
from evaluators.response import Response
from evaluators.run import run
from evaluators.text import Text


def grader(name):
    """A grader of all criteria of the quantity `name`."""
    statement = Text(zh="略", en="-")
    return ArithmeticGrader(quantity=name, criteria={c: Criterion(statement=statement) for c in quantity(name).asked})


def marks(name, params, answer, language="en"):
    """``T``, ``F`` or ``?`` for each criterion in the order asked."""
    verdict = run(grader(name), Response(text=answer, params=params, language=language))
    return "".join({True: "T", False: "F", None: "?"}[f.met] for f in verdict.findings) or str(verdict.outcome)


STEM = {"in_channels": 3, "out_channels": 64, "height": 224, "width": 224, "kernel": 7, "stride": 2, "padding": 3, "dilation": 1, "groups": 1, "bias": False}  # 112, 9408, 118013952
BIASED = {"in_channels": 32, "out_channels": 48, "height": 30, "width": 30, "kernel": 3, "stride": 1, "padding": 1, "dilation": 1, "groups": 1, "bias": True}  # 30, 13872, 12441600 (+43200)
OBLONG = {"in_channels": 8, "out_channels": 20, "height": 50, "width": 70, "kernel": [3, 5], "stride": [2, 2], "padding": [1, 0], "dilation": 1, "groups": 2, "bias": True}  # 25x33, 1220, 990000
CONV = [
    # bare, in the order asked
    (STEM, "112x112, 9408, 118013952", "TTT"),
    (STEM, "112 x 112; 9,408; 118,013,952", "TTT"),
    (STEM, "112×112\n9408\n1.18亿", "TTT"),
    (STEM, "112、9408、1.18亿", "TTT"),
    (STEM, "112 9408 118013952", "TTT"),
    (STEM, "1. 112x112\n2. 9408\n3. 118M", "TTT"),
    (STEM, "1) 112x112 2) 9408 3) 236M", "TTT"),
    (STEM, "① 112×112 ② 9408 ③ 1.18×10^8", "TTT"),
    (STEM, "- 112x112\n- 9408\n- 1.18e8", "TTT"),
    (STEM, "112*112*64，9408，118M", "TTT"),
    (STEM, "(1, 64, 112, 112), 9408, 118M", "TTT"),
    (STEM, "(64,112,112), 9408, 118M", "TTT"),
    (STEM, "64@112x112, 9408, 118M", "TTT"),
    (STEM, "[1,64,112,112] / 9408 / 118M", "TTT"),
    (STEM, "torch.Size([1, 64, 112, 112]), 9408, 0.118G", "TTT"),
    # labelled, any order
    (STEM, "MACs 118M, params 9408, output 112x112", "TTT"),
    (STEM, "params: 9408; output: 112 x 112; FLOPs: 236M", "TTT"),
    (STEM, "计算量1.18亿，参数九千四百零八，尺寸112乘112", "TTT"),
    (STEM, "9408 params, 118M MACs, 112x112 out", "TTT"),
    (STEM, "参数量9408 计算量118M 输出112x112", "TTT"),
    (STEM, "Output is 112 by 112 with 9408 parameters and 118 million MACs", "TTT"),
    (STEM, "The output is 112x112x64 and it has 9408 weights and costs 0.236 GFLOPs", "TTT"),
    (STEM, "输出是64×112×112的特征图，一共9408个参数，大约1.18亿次乘加", "TTT"),
    (STEM, "参数 9 408 个，输出 112 见方，乘加 118 013 952 次", "TTT"),
    (STEM, "9_408 params; 118_013_952 MACs; 112x112", "TTT"),
    (STEM, "输出高宽都是112；参数 ９４０８；ＦＬＯＰｓ ２３６Ｍ", "TTT"),
    (STEM, "H=112，W=112，参数9408，MAC 118M", "TTT"),
    (STEM, "height 112, width 112, params 9408, macs 118M", "TTT"),
    # chains: the conclusion counts
    (STEM, "(224+6-7)/2+1 = 112.5 -> 112, so 112x112; 7*7*3*64 = 9408; 9408*112*112 = 118013952", "TTT"),
    (STEM, "output = floor((224 + 2*3 - 7)/2) + 1 = 112; params = 64*3*49 = 9408; MACs = 9408 * 12544 = 118,013,952", "TTT"),
    (STEM, "params 64*3*7*7 = 9408, FLOPs = 2*9408*112*112 = 236,027,904, size floor(223/2)+1=112", "TTT"),
    (STEM, "参数=3×7×7×64=9408，输出=⌊(224+6−7)/2⌋+1=112，FLOPs=2×9408×112²=236027904", "TTT"),
    (STEM, "$H_{out} = \\lfloor \\frac{224+6-7}{2} \\rfloor + 1 = 112$, $3 \\times 7 \\times 7 \\times 64 = 9408$, $9408 \\times 112^2 \\approx 1.18 \\times 10^{8}$", "TTT"),
    (STEM, "224x224 input gives 112x112, 9408 params and 118M MACs", "TTT"),
    (STEM, "3x224x224 -> 64x112x112, params 9408, macs 118M", "TTT"),
    (STEM, "7x7 kernel, stride 2, padding 3: output 112x112. Params: 7*7*3*64 = 9408. 118M MACs", "TTT"),
    # corrections and denials
    (STEM, "112x112, 9472, no wait, 9408, 118M", "TTT"),
    (STEM, "output 113x113, sorry, 112x112; params 9472... no bias, so 9408; 118M", "TTT"),
    (STEM, "参数9472，不对，没有偏置，应该是9408。输出112。计算量1.18亿", "TTT"),
    (STEM, "输出 112×112，参数不是9472，是9408，MAC 118M", "TTT"),
    (STEM, "112x112. Params are 9408, not 9472. MACs 118M", "TTT"),
    (STEM, "112x112, 9408 (not 9472), 118M", "TTT"),
    (STEM, "112x112; 9408 rather than 9472; 118M MACs", "TTT"),
    (STEM, "输出112×112，参数9408，更正：9472，计算量118M", "TFT"),
    (STEM, "112x112, 9408... actually 9472, 118M", "TFT"),
    # wrong
    (STEM, "113x113, 9472, 120M", "FFF"),
    (STEM, "112x112, 9407, 118013951", "TFF"),
    (STEM, "111x111, 9408, 115.9M", "FTF"),
    (STEM, "112x112x3, 9408, 118M", "FTT"),
    (STEM, "112x112, 7*7*3*64, 118M", "TFT"),
    (STEM, "输出112×112，参数就是 k*k*Cin*Cout，计算量再乘 H*W", "TFF"),
    (STEM, "112×112", "TFF"),
    (STEM, "9408", "FTF"),
    (STEM, "I don't know", "FFF"),
    (STEM, "不会算，只记得 ResNet 第一层", "FFF"),
    (STEM, "参数两三千吧，大概", "FFF"),
    (STEM, "output 112x112, params about 9.4k, MACs about 118M", "TTT"),
    (STEM, "output 112x112, params 9.4k, MACs 1.2亿", "T?F"),
    (STEM, "params 9408, MACs 472M", "FTF"),
    # bias additions and precision
    (BIASED, "30x30, 13872, 12441600", "TTT"),
    (BIASED, "30x30, 13872, 12,484,800", "TTT"),
    (BIASED, "30x30, 13824+48=13872, 12.44M MACs", "TTT"),
    (BIASED, "30×30，权重13824，偏置48，合计13872，计算量24.88M FLOPs", "TTT"),
    (BIASED, "尺寸不变，13872，1244万", "TTT"),
    (BIASED, "same size 30x30; weights 13824 plus 48 biases = 13872; 12.4M MACs", "TTT"),
    (BIASED, "padding 1 keeps the size, so unchanged; params 13872; 12.4M", "TTT"),
    (BIASED, "30x30, 13824, 12.4M", "TFT"),
    (BIASED, "30x30, 13.8k, 12.4M", "TFT"),
    (BIASED, "30x30, 13.82k, 12.4M", "TFT"),
    (BIASED, "28x28, 13872, 10.8M", "FTF"),
    (BIASED, "输出30，参数 (3*3*32+1)*48=13872，乘加 13824*900=1244.16万", "TTT"),
    (BIASED, "(32*9+1)*48 = 13872 params total (13824 weights + 48 bias), 30x30 output, 13824*900 = 12441600 MACs", "TTT"),
    (BIASED, "if it had no padding it would be 28x28, but with padding it's 30x30; 13872; 12.4M", "TTT"),
    (BIASED, "One filter has 32*9+1 = 289 weights, 48 filters → 13872. Output 30x30. MACs 12.4M.", "TTT"),
    (BIASED, "each filter 289, 48 filters, 13872 in total; 30x30; 24.9 MFLOPs", "TTT"),
    # unequal sides
    (OBLONG, "25x33, 1220, 990000", "TTT"),
    (OBLONG, "33x25, 1220, 990000", "FTT"),
    (OBLONG, "H=25, W=33, params 1220, MACs 990k", "TTT"),
    (OBLONG, "高25宽33，参数1220，乘加99万", "TTT"),
    (OBLONG, "宽33高25，1220个参数，99.0万次乘加", "TTT"),
    (OBLONG, "width 33, height 25, params 4*15*20+20 = 1220, MACs 1200*25*33 = 990,000", "TTT"),
    (OBLONG, "20×25×33; 4·3·5·20+20=1220; 990000 MACs (1.98M FLOPs)", "TTT"),
    (OBLONG, "25×33，2420，198万", "TFT"),
    (OBLONG, "H: (50+2-3)/2+1 = 25 (floor of 25.5), W: (70-5)/2+1 = 33 (floor of 33.5). Params 1200+20 = 1220. 1200*825 = 990,000 MACs.", "TTT"),
]  # fmt: skip


@pytest.mark.parametrize(("params", "answer", "expected"), CONV)
def test_convolution(params, answer, expected):
    assert marks("conv2d", params, answer) == expected


UP = {"in_channels": 48, "out_channels": 24, "height": 9, "width": 12, "kernel": 3, "stride": 2, "padding": 1, "output_padding": 1, "bias": True}  # 18x24, 10392
POOL = {"channels": 96, "height": 55, "width": 55, "kernel": 3, "stride": 2, "padding": 0, "ceil_mode": False}  # 27
DSC = {"in_channels": 32, "out_channels": 64, "height": 40, "width": 40, "kernel": 3, "stride": 1, "padding": 1, "bias": False}  # 288+2048=2336, 3737600, 0.126736 (7.89)
RF = {"layers": [{"kernel": 3, "stride": 2, "dilation": 1}, {"kernel": 3, "stride": 1, "dilation": 2}, {"kernel": 5, "stride": 1, "dilation": 1}]}  # 1+2+8+8=19
BN = {"channels": 48, "affine": True}  # 96, 96
MLP = {"sizes": [20, 50, 30, 3], "bias": True}  # 2590+83=2673, 2590
LSTM = {"cell": "lstm", "input_size": 30, "hidden_size": 40, "num_layers": 1, "bidirectional": False}  # 11360 / 11520
GRU = {"cell": "gru", "input_size": 12, "hidden_size": 20, "num_layers": 2, "bidirectional": True}  # 3*(12*20+400+20)*2=3960; +3*(800+400+20)*2=7320 -> 11280; two: 11520
ENC = {"d_model": 64, "d_ff": 256, "num_layers": 2, "vocab_size": 0, "max_positions": 0}  # 49984*2=99968
ATT = {"sequence": 300, "d_model": 128, "batch": 4}  # 92160000 MAC
KV = {"num_layers": 24, "num_kv_heads": 8, "head_dim": 64, "sequence": 4096, "batch": 1, "bytes_per_value": 2}  # 201326592 = 192 MiB
MEM = {"num_params": 110000000, "dtype": "fp16", "optimizer": "adam"}  # 1.54e9
INFER = {"num_params": 7000000000, "dtype": "fp16", "optimizer": "none"}  # 14e9
CM = {"tp": 30, "fp": 10, "fn": 20, "tn": 140}  # .85 .75 .6 2/3
AUC = {"scores": [0.9, 0.7, 0.6, 0.5, 0.2], "labels": [1, 0, 1, 1, 0]}  # pairs 6: .9>2, .6>1,.5>1 -> 4/6
IOU = {"box_a": [0, 0, 8, 6], "box_b": [4, 2, 12, 10]}  # inter 16, 48+64-16=96 -> 1/6
CE = {"logits": [2.0, 0.0, 1.0], "target": 0}  # .66524 .40761
STEPS = {"num_samples": 12345, "batch_size": 100, "epochs": 8, "drop_last": False}  # 124*8=992
DROP = {"num_samples": 12345, "batch_size": 100, "epochs": 8, "drop_last": True}  # 984
NET = {"x": [2, 1], "w1": [[1, 1], [2, -1]], "b1": [0, -1], "w2": [[1, 2]], "b2": [-1], "y": 4, "activation": "relu"}  # h=(3,2), z2=6, d=2, L=2, dw2=(6,4), d1=(2,4), dw1=[[4,2],[8,4]]
SIG = {"x": [1, 2], "w1": [[0.5, -0.5], [1, 1]], "b1": [0, -1], "w2": [[1, -1]], "b2": [0], "y": 1, "activation": "sigmoid"}

OTHERS = [
    ("conv_transpose2d", UP, "18x24, 10392", "TT"),
    ("conv_transpose2d", UP, "(9-1)*2-2+3+1=18，(12-1)*2-2+3+1=24，所以18×24；48*24*9+24=10392", "TT"),
    ("conv_transpose2d", UP, "24x18x24 output (C,H,W) and 10,392 params", "TT"),
    ("conv_transpose2d", UP, "17x23, 10368", "FF"),
    ("conv_transpose2d", UP, "24x18, 10416", "FF"),
    ("conv_transpose2d", UP, "输出 18 高 24 宽，参数一万零三百九十二", "TT"),
    ("pool2d", POOL, "27x27, 0", "TT"),
    ("pool2d", POOL, "27×27×96，没有参数", "TT"),
    ("pool2d", POOL, "96x27x27, no learnable parameters", "TT"),
    ("pool2d", POOL, "27, zero params", "TT"),
    ("pool2d", POOL, "输出边长 27，通道不变，无参数", "TT"),
    ("pool2d", POOL, "(55-3)/2+1 = 27, params: none", "TT"),
    ("pool2d", POOL, "28x28, none", "FT"),
    ("pool2d", POOL, "55x55 -> 27x27. Pooling has nothing to learn.", "TT"),
    ("pool2d", POOL, "27x27x48, 0 parameters", "FT"),
    ("pool2d", POOL, "27x27, 9 params", "TF"),
    ("pool2d", POOL, "零", "FT"),
    ("depthwise_separable_conv", DSC, "2336, 3737600, 0.1267", "TTT"),
    ("depthwise_separable_conv", DSC, "288+2048=2336; 2336*1600=3.74M; 1/64+1/9≈0.127", "TTT"),
    ("depthwise_separable_conv", DSC, "params 2336, 3.74M MACs, about 7.9 times fewer", "TTT"),
    ("depthwise_separable_conv", DSC, "参数2336，计算量374万，是标准卷积的12.7%", "TTT"),
    ("depthwise_separable_conv", DSC, "参数2336，7.48M FLOPs，约为标准卷积的 1/7.9", "TTT"),
    ("depthwise_separable_conv", DSC, "2336 个参数，373.76 万次乘加，省了 7.9 倍", "TTT"),
    ("depthwise_separable_conv", DSC, "depthwise: 288 params, pointwise: 2048 params, total 2336. MACs: 460,800 + 3,276,800 = 3,737,600. ratio = 3,737,600/29,491,200 = 0.1267", "TTT"),
    ("depthwise_separable_conv", DSC, "2336, 3737600, a saving of 87.3%", "TTT"),
    ("depthwise_separable_conv", DSC, "standard conv: 18432 params; separable: 2336 params; 3.74M MACs; ratio 0.127", "TTT"),
    ("depthwise_separable_conv", DSC, "标准卷积参数18432，可分离2336，乘加3.74M，比例12.7%", "TTT"),
    ("depthwise_separable_conv", DSC, "18432, 29491200, 1", "FFF"),
    ("depthwise_separable_conv", DSC, "2336, 3737600, 1/9", "TTF"),
    ("depthwise_separable_conv", DSC, "2336，3737600，1/576", "TTF"),
    ("depthwise_separable_conv", DSC, "2336，3737600，大约九分之一", "TTF"),
    ("receptive_field", RF, "19", "T"),
    ("receptive_field", RF, "19x19", "T"),
    ("receptive_field", RF, "3 -> 11 -> 19", "T"),
    ("receptive_field", RF, "第一层3，第二层11，第三层19", "T"),
    ("receptive_field", RF, "1+2=3, 3+4*2=11, 11+4*2=19", "T"),
    ("receptive_field", RF, "RF is 19 pixels; jump is 2 at the end", "T"),
    ("receptive_field", RF, "十九", "T"),
    ("receptive_field", RF, "nineteen", "T"),
    ("receptive_field", RF, "not 11, it's 19", "T"),
    ("receptive_field", RF, "19, not 11", "T"),
    ("receptive_field", RF, "11", "F"),
    ("receptive_field", RF, "19... no, 11", "F"),
    ("receptive_field", RF, "感受野19，累计步长2", "T"),
    ("receptive_field", RF, "layer 1: 3, layer 2: 11, layer 3: 19", "T"),
    ("batchnorm2d", BN, "96, 96", "TT"),
    ("batchnorm2d", BN, "96 and 96", "TT"),
    ("batchnorm2d", BN, "gamma 48 + beta 48 = 96; running mean 48 + running var 48 = 96", "TT"),
    ("batchnorm2d", BN, "参数96，缓冲97（含num_batches_tracked）", "TT"),
    ("batchnorm2d", BN, "2C=96 learnable, 2C=96 buffers", "TT"),
    ("batchnorm2d", BN, "γ、β各48，共96；滑动均值、方差各48，共96", "TT"),
    ("batchnorm2d", BN, "48 gammas and 48 betas are learnable, 48 running means and 48 running variances are buffers", "TT"),
    ("batchnorm2d", BN, "192 params, no buffers", "FF"),
    ("batchnorm2d", BN, "96 params, 48 buffers", "TF"),
    ("batchnorm2d", BN, "参数 96 个，running_mean 和 running_var 加起来也是 96 个", "TT"),
    ("batchnorm2d", {"channels": 48, "affine": False}, "no learnable params; 96 buffers", "TT"),
    ("batchnorm2d", {"channels": 48, "affine": False}, "0，96", "TT"),
    ("batchnorm2d", {"channels": 48, "affine": False}, "没有可学习参数，缓冲 96", "TT"),
    ("linear_mlp", MLP, "2673, 2590", "TT"),
    ("linear_mlp", MLP, "20*50+50*30+30*3 = 2590, plus biases 83 = 2673 params; 5180 FLOPs", "TT"),
    ("linear_mlp", MLP, "1050 + 1530 + 93 = 2673 params, 2590 MACs", "TT"),
    ("linear_mlp", MLP, "参数：权重 2590，偏置 83，总共 2673。计算量 5180", "TT"),
    ("linear_mlp", MLP, "layer 1: 1050, layer 2: 1530, layer 3: 93, total 2673 parameters. MACs: 2590", "TT"),
    ("linear_mlp", MLP, "2590, 2590", "FT"),
    ("linear_mlp", MLP, "2.67k params, 2.59k MACs", "TT"),
    ("linear_mlp", MLP, "两千六百七十三个参数，两千五百九十次乘加", "TT"),
    ("linear_mlp", MLP, "FLOPs: 5180. Params: 2673.", "TT"),
    ("recurrent_params", LSTM, "11360", "T"),
    ("recurrent_params", LSTM, "11520", "T"),
    ("recurrent_params", LSTM, "4*(30*40+40*40+40) = 11,360", "T"),
    ("recurrent_params", LSTM, "4×(30×40+40×40+40+40)=11520，PyTorch 有两个偏置", "T"),
    ("recurrent_params", LSTM, "each gate has 2840 parameters, four gates make 11360", "T"),
    ("recurrent_params", LSTM, "一个门2840，四个门共11360", "T"),
    ("recurrent_params", LSTM, "1.14万", "T"),
    ("recurrent_params", LSTM, "11200", "F"),
    ("recurrent_params", LSTM, "8520", "F"),
    ("recurrent_params", LSTM, "4h(i+h+1)", "F"),
    ("recurrent_params", GRU, "11280", "T"),
    ("recurrent_params", GRU, "layer 1: 3960, layer 2: 7320, total 11280", "T"),
    ("recurrent_params", GRU, "第一层 3960，第二层 7320，一共 11280", "T"),
    ("recurrent_params", GRU, "11,520 with PyTorch's two biases (11,280 with one)", "T"),
    ("recurrent_params", GRU, "7680", "F"),
    ("transformer_encoder_params", ENC, "99968", "T"),
    ("transformer_encoder_params", ENC, "49,984 per layer, times 2 = 99,968", "T"),
    ("transformer_encoder_params", ENC, "about 100k", "T"),
    ("transformer_encoder_params", ENC, "attention 16640, FFN 33088, LN 256, total 49984 per layer; two layers: 99968", "T"),
    ("transformer_encoder_params", ENC, "每层：注意力 16640 + 前馈 33088 + LN 256 = 49984，两层 99968", "T"),
    ("transformer_encoder_params", ENC, "49984", "F"),
    ("transformer_encoder_params", ENC, "98304", "F"),
    ("transformer_encoder_params", ENC, "98,816 without biases", "T"),
    ("attention_flops", ATT, "92160000", "T"),
    ("attention_flops", ATT, "2*300*300*128 = 23.04M per sample, x4 = 92.16M MACs", "T"),
    ("attention_flops", ATT, "184M FLOPs", "T"),
    ("attention_flops", ATT, "9216万", "T"),
    ("attention_flops", ATT, "0.0922 GMACs", "T"),
    ("attention_flops", ATT, "92.16M MACs，也就是184.32M FLOPs", "T"),
    ("attention_flops", ATT, "QK^T is 46.08M and AV is 46.08M, total 92.16M", "T"),
    ("attention_flops", ATT, "QK^T 4608万，AV 4608万，共9216万", "T"),
    ("attention_flops", ATT, "46.08M", "F"),
    ("attention_flops", ATT, "23.04M", "F"),
    ("attention_flops", ATT, "O(n^2 d)", "F"),
    ("kv_cache_bytes", KV, "201326592", "T"),
    ("kv_cache_bytes", KV, "192 MiB", "T"),
    ("kv_cache_bytes", KV, "192MB", "T"),
    ("kv_cache_bytes", KV, "201 MB", "T"),
    ("kv_cache_bytes", KV, "0.1875 GB", "T"),
    ("kv_cache_bytes", KV, "0.201 GB", "T"),
    ("kv_cache_bytes", KV, "2*24*8*64*4096*2 = 201,326,592 B = 192 MiB", "T"),
    ("kv_cache_bytes", KV, "2*24*8*64*4096*2 bytes", "F"),
    ("kv_cache_bytes", KV, "96 MB", "F"),
    ("kv_cache_bytes", KV, "每个 token 48KB，4096 个 token 就是 192MB", "T"),
    ("kv_cache_bytes", KV, "per token 49152 bytes, so 201326592 bytes", "T"),
    ("kv_cache_bytes", KV, "192兆", "T"),
    ("kv_cache_bytes", KV, "大约两亿字节", "T"),
    ("model_memory", MEM, "1.54 GB", "T"),
    ("model_memory", MEM, "110M * 14 bytes = 1.54GB", "T"),
    ("model_memory", MEM, "weights 0.22 GB, gradients 0.44 GB, Adam 0.88 GB, total 1.54 GB", "T"),
    ("model_memory", MEM, "权重0.22GB + 梯度0.44GB + 优化器0.88GB = 1.54GB", "T"),
    ("model_memory", MEM, "1.43 GiB", "T"),
    ("model_memory", MEM, "1540000000", "T"),
    ("model_memory", MEM, "15.4亿字节", "T"),
    ("model_memory", MEM, "0.88 GB", "F"),
    ("model_memory", MEM, "1.76 GB", "F"),
    ("model_memory", INFER, "14GB", "T"),
    ("model_memory", INFER, "7B * 2 bytes = 14 GB", "T"),
    ("model_memory", INFER, "14 个 G", "T"),
    ("model_memory", INFER, "13.04 GiB", "T"),
    ("model_memory", INFER, "28GB", "F"),
    ("confusion_matrix_metrics", CM, "0.85, 0.75, 0.6, 0.667", "TTTT"),
    ("confusion_matrix_metrics", CM, "85% 75% 60% 66.7%", "TTTT"),
    ("confusion_matrix_metrics", CM, "F1 = 2/3, recall = 3/5, precision = 3/4, accuracy = 17/20", "TTTT"),
    ("confusion_matrix_metrics", CM, "准确率85%，精确率四分之三，召回率六成，F1三分之二", "TTTT"),
    ("confusion_matrix_metrics", CM, "acc .85 prec .75 rec .60 f1 .667", "TTTT"),
    ("confusion_matrix_metrics", CM, "precision = 30/(30+10) = 0.75, recall = 30/(30+20) = 0.6, acc = 170/200 = 0.85, F1 = 2*0.75*0.6/(0.75+0.6) = 0.667", "TTTT"),
    ("confusion_matrix_metrics", CM, "Accuracy: 0.85\nPrecision: 0.6\nRecall: 0.75\nF1: 0.6667", "TFFT"),
    ("confusion_matrix_metrics", CM, "P=TP/(TP+FP)=0.75, R=TP/(TP+FN)=0.6, F1=2PR/(P+R)=0.667, A=(TP+TN)/N=0.85", "TTTT"),
    ("confusion_matrix_metrics", CM, "accuracy eighty-five percent, precision 75 percent, recall 60 percent, F1 about two thirds", "TTTT"),
    ("confusion_matrix_metrics", CM, "0.85, 0.75, 0.6, 0.675", "TTTF"),
    ("confusion_matrix_metrics", CM, "0.85，0.75，0.6，0.67", "TTT?"),
    ("confusion_matrix_metrics", CM, "精确率和召回率分别是0.75和0.6，准确率0.85，F1是0.667", "TTTT"),
    ("confusion_matrix_metrics", CM, "precision and recall are 0.75 and 0.6, accuracy 0.85, F1 0.667", "TTTT"),
    ("roc_auc", AUC, "2/3", "T"),
    ("roc_auc", AUC, "4/6 = 0.667", "T"),
    ("roc_auc", AUC, "AUC = 0.6667", "T"),
    ("roc_auc", AUC, "66.7%", "T"),
    ("roc_auc", AUC, "3*2=6对，赢了4对，AUC=4/6≈0.667", "T"),
    ("roc_auc", AUC, "6 pairs, 4 of them ordered correctly, so 0.667", "T"),
    ("roc_auc", AUC, "0.333", "F"),
    ("box_iou", IOU, "1/6", "T"),
    ("box_iou", IOU, "16/96 = 0.1667", "T"),
    ("box_iou", IOU, "inter = 4*4 = 16, union = 48+64-16 = 96, IoU = 0.167", "T"),
    ("box_iou", IOU, "交集16，并集96，交并比六分之一", "T"),
    ("box_iou", IOU, "16.7%", "T"),
    ("box_iou", IOU, "16/112 = 1/7", "F"),
    ("box_iou", IOU, "intersection 16, union 96", "F"),
    ("softmax_cross_entropy", CE, "0.665, 0.408", "TT"),
    ("softmax_cross_entropy", CE, "p = e^2/(e^2+1+e) = 0.6652, loss = -ln(0.6652) = 0.4076", "TT"),
    ("softmax_cross_entropy", CE, "概率 66.5%，损失 0.408", "TT"),
    ("softmax_cross_entropy", CE, "7.389/(7.389+1+2.718)=0.665, -log 0.665 = 0.408", "TT"),
    ("softmax_cross_entropy", CE, "loss 0.408, p 0.665", "TT"),
    ("softmax_cross_entropy", CE, "0.665, 0.588", "TF"),
    ("softmax_cross_entropy", CE, "prob≈0.67, loss≈0.41", "TT"),
    ("training_steps", STEPS, "992", "T"),
    ("training_steps", STEPS, "12345/100 = 123.45 -> 124 per epoch, 124*8 = 992", "T"),
    ("training_steps", STEPS, "每轮124步，8轮共992步", "T"),
    ("training_steps", STEPS, "992 steps, 124 per epoch", "T"),
    ("training_steps", STEPS, "992 updates over 8 epochs", "T"),
    ("training_steps", STEPS, "九百九十二次", "T"),
    ("training_steps", STEPS, "nine hundred ninety-two", "T"),
    ("training_steps", STEPS, "984", "F"),
    ("training_steps", STEPS, "988", "F"),
    ("training_steps", STEPS, "124", "F"),
    ("training_steps", STEPS, "about 990", "T"),
    ("training_steps", DROP, "984", "T"),
    ("training_steps", DROP, "drop_last 丢掉最后 45 个样本，123×8=984", "T"),
    ("training_steps", DROP, "992", "F"),
    ("mlp_forward_backward", NET, "6, 2, [6, 4], [[4, 2], [8, 4]]", "TTTT"),
    ("mlp_forward_backward", NET, "z2=6, L=2, dW2=(6, 4), dW1=[4 2; 8 4]", "TTTT"),
    ("mlp_forward_backward", NET, "h=(3,2). z2 = 3+4-1 = 6. loss = 0.5*4 = 2. dW2 = [6 4]. delta1 = [2, 4]. dW1 = [[4,2],[8,4]]", "TTTT"),
    ("mlp_forward_backward", NET, "输出 6，损失 2，dW2 是 [6,4]，dW1 第一行 [4,2]，第二行 [8,4]", "TTTT"),
    ("mlp_forward_backward", NET, "dL/dW1 = [[4, 2], [8, 4]], dL/dW2 = [[6, 4]], loss 2, output 6", "TTTT"),
    ("mlp_forward_backward", NET, "output 6; loss 2; grad W2 = 6, 4; grad W1 = 4, 2, 8, 4", "TTTT"),
    ("mlp_forward_backward", NET, "$z_2=6$, $L=2$, $\\frac{\\partial L}{\\partial W_2} = \\begin{bmatrix}6 & 4\\end{bmatrix}$, $\\frac{\\partial L}{\\partial W_1} = \\begin{bmatrix}4 & 2\\\\ 8 & 4\\end{bmatrix}$", "TTTT"),
    ("mlp_forward_backward", NET, "6, 4, [6, 4], [[4, 8], [2, 4]]", "TFTF"),
    ("mlp_forward_backward", NET, "6, 2, [-6, -4], [[4, 2], [8, 4]]", "TTFT"),
    ("mlp_forward_backward", NET, "z2=6，loss=2", "TTFF"),
    ("mlp_forward_backward", NET, "z1=[3,2], a1=[3,2], yhat=6, loss=2.0, dW2=[[6.0, 4.0]], db2=[2], dW1=[[4.0, 2.0], [8.0, 4.0]], db1=[2, 4]", "TTTT"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "params", "answer", "expected"), OTHERS)
def test_other_quantities(name, params, answer, expected):
    assert marks(name, params, answer) == expected

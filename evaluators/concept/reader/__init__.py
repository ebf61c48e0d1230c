"""A learned second reader of answers, which says how probable it is that an answer states a criterion.

The encoder starts from multilingual-e5-small (Wang et al., 2024, arXiv:2402.05672; MIT licence) and is trained on
labelled answers. torch and tokenizers are imported only by `encoder`, `pieces`, `training`, `weights` and `worker`: in
training, and in a child process of the bot.
"""

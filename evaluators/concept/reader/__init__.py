"""A learned second reader, which says how probable it is that an answer states a criterion.

Rules find what an author foresaw; this reader knows other words for it. It is an encoder that starts from
multilingual-e5-small (Wang et al., 2024, arXiv:2402.05672; MIT licence) and is trained on labelled answers: see
``docs/reader.md``. It runs in a child process, of which `client` is our side; torch, tokenizers and safetensors are
imported there and in training, and by no other module.
"""

"""Runs programs of strangers on this machine.

`run.Sandbox.run` is the one call: it takes a program and its judge, each as a `run.Part`, and gives back what the judge
reported. `probe.probe` says what this machine can enforce. The limits are `limits.yaml`.

How it is built, from the outside in: `run` relays frames between the two children and keeps the time; `server` is the
grading process's side of the fork server; `fork_server` is that process, `warm_up` what it imports; `layers` is what
a child puts on before it reads anything, `landlock` and `seccomp` (with its table `syscalls`) two of them, `trials`
tries them; `channel` and `wire` are the formats of frames and of the values in them.

Only `fork_server`, `warm_up`, `wire` and what runs in children import torch.
"""

"""Runs a program at a pseudo-terminal and types into it.

Standard input: {"argv", "env", "cwd", "columns", "steps": [{"expect", "send"}], "timeoutSeconds"} as
JSON. Standard output: {"output", "code", "missed"} as JSON; "missed" is what was waited for in vain.
"""

import fcntl
import json
import os
import pty
import select
import struct
import sys
import termios
import time

job = json.load(sys.stdin)
child, terminal = pty.fork()
if child == 0:
    size = struct.pack("HHHH", 24, job["columns"], 0, 0)
    fcntl.ioctl(0, termios.TIOCSWINSZ, size)
    os.chdir(job["cwd"])
    os.execve(job["argv"][0], job["argv"], job["env"])

output = b""
steps = list(job["steps"])
seen = 0  # each step looks behind what the one before has found
ends = time.monotonic() + job["timeoutSeconds"]
while time.monotonic() < ends:
    ready, _, _ = select.select([terminal], [], [], 0.05)
    if ready:
        try:
            chunk = os.read(terminal, 65536)
        except OSError:  # Linux: the other side has closed
            break
        if not chunk:
            break
        output += chunk
    if steps:
        wanted = steps[0]["expect"].encode()
        at = output.find(wanted, seen)
        if at >= 0:
            seen = at + len(wanted)
            time.sleep(0.05)
            os.write(terminal, steps.pop(0)["send"].encode())
else:
    os.kill(child, 9)

_, status = os.waitpid(child, 0)
code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else -os.WTERMSIG(status)
missed = steps[0]["expect"] if steps else None
json.dump({"output": output.decode("utf8", "replace"), "code": code, "missed": missed}, sys.stdout)

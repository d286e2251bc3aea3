#!/usr/bin/env python3
"""How long people wait for the kernel, beside ipykernel, with one client for both.

Needs python3 with jupyter_client and ipykernel, and the podnet tool:

    dotnet publish src/PodNet.Cli -c Release -r linux-x64 --self-contained false -p:PublishReadyToRun=true -o /tmp/podnet
    python3 tests/PodNet.Benchmarks/kernel-start/measure.py /tmp/podnet/podnet

    --interactive TOOL.dll   measures .NET Interactive's tool as well, with the PodNetKernel package from where its NuGet sources have it

Each run starts all kernels one after the other, each twice. Times are milliseconds, seen from the client. From the start of the process: to the
reply to kernel_info_request; to the end of a first magic cell (ipykernel: a print; .NET Interactive: with the cell that loads the package); to the
end of a first code cell, without a pause. From the request to "idle": a second magic cell, the first code cell after 1.5 s of reading, the median of
100 more. RSS is megabytes of resident memory after those. A compiler has to be loaded before C# runs, so the rows of code cells and the memory are
compared with .NET Interactive only. Prints the median (and the smallest) of all runs; exit code 1 when a goal is missed.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

import zmq
from jupyter_client.connect import write_connection_file
from jupyter_client.session import Session

READING = 1.5
CELLS = 100
SOAK = 300

CODE = {
    "podnet": {
        "magic": "#!cluster --nodes 2",
        "first": "var numbers = Enumerable.Range(1, 10).ToList(); numbers.Sum()",
        "cell": lambda i: f"var x{i} = {i}; x{i} + 1",
    },
    "interactive": {
        "load": '#r "nuget:PodNetKernel"',
        "magic": "#!cluster --nodes 2",
        "first": "var numbers = Enumerable.Range(1, 10).ToList(); numbers.Sum()",
        "cell": lambda i: f"var x{i} = {i}; x{i} + 1",
    },
    "ipykernel": {
        "magic": "print(1)",
        "first": "numbers = list(range(1, 11)); sum(numbers)",
        "cell": lambda i: f"x{i} = {i}; x{i} + 1",
    },
}


class Kernel:
    """One kernel process and the sockets of a client."""

    def __init__(self, command):
        self.folder = tempfile.mkdtemp()
        path = os.path.join(self.folder, "connection.json")
        write_connection_file(path, key=b"key")
        with open(path) as file:
            connection = json.load(file)
        self.started = time.perf_counter()
        self.process = subprocess.Popen([part.format(file=path) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.session = Session(key=b"key")
        self.context = zmq.Context()
        self.shell = self.connect(zmq.DEALER, connection["shell_port"])
        self.control = self.connect(zmq.DEALER, connection["control_port"])
        self.iopub = self.connect(zmq.SUB, connection["iopub_port"])
        self.iopub.setsockopt(zmq.SUBSCRIBE, b"")

    def connect(self, kind, port):
        socket = self.context.socket(kind)
        socket.setsockopt(zmq.RECONNECT_IVL, 5)
        socket.setsockopt(zmq.LINGER, 0)
        socket.connect(f"tcp://127.0.0.1:{port}")
        return socket

    def receive(self, socket, seconds):
        if not socket.poll(int(seconds * 1000)):
            raise TimeoutError("no answer from the kernel")
        return self.session.recv(socket, mode=0)[1]

    def kernel_info(self):
        self.session.send(self.shell, "kernel_info_request", {})
        self.receive(self.shell, 60)
        return (time.perf_counter() - self.started) * 1000

    def run(self, code):
        began = time.perf_counter()
        request = self.session.send(self.shell, "execute_request", {
            "code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False, "stop_on_error": True})
        while True:
            message = self.receive(self.iopub, 120)
            parent = message["parent_header"].get("msg_id")
            if parent != request["header"]["msg_id"]:
                continue
            if message["msg_type"] == "error":
                raise RuntimeError(message["content"]["evalue"])
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                break
        self.receive(self.shell, 60)
        return (time.perf_counter() - began) * 1000

    def resident(self):
        with open(f"/proc/{self.process.pid}/status") as file:
            for line in file:
                if line.startswith("VmRSS:"):
                    return int(line.split()[1]) / 1024
        return 0

    def stop(self):
        began = time.perf_counter()
        self.session.send(self.control, "shutdown_request", {"restart": False})
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.context.destroy(linger=0)
        return (time.perf_counter() - began) * 1000


def measure(name, command):
    code, kernel = CODE[name], Kernel(command)
    result = {"kernel_info": kernel.kernel_info()}
    if "load" in code:
        kernel.run(code["load"])
    kernel.run(code["magic"])
    result["start to first magic"] = (time.perf_counter() - kernel.started) * 1000
    result["second magic"] = kernel.run(code["magic"])
    time.sleep(READING)
    result["first code"] = kernel.run(code["first"])
    times = [kernel.run(code["cell"](i)) for i in range(CELLS)]
    result["code p50"] = statistics.median(times)
    result["RSS"] = kernel.resident()
    result["stop"] = kernel.stop()

    hasty = Kernel(command)
    hasty.kernel_info()
    hasty.run(code["first"])
    result["start to first code"] = (time.perf_counter() - hasty.started) * 1000
    hasty.stop()
    return result


def soak(command):
    """Resident memory after each third of a long sitting."""
    kernel = Kernel(command)
    kernel.kernel_info()
    marks = []
    for i in range(SOAK):
        kernel.run(CODE["podnet"]["cell"](i) if i % 3 else CODE["podnet"]["magic"])
        if (i + 1) % (SOAK // 3) == 0:
            marks.append(kernel.resident())
    kernel.stop()
    return marks


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("podnet", help="path of the podnet tool")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--soak", action="store_true", help=f"also run {SOAK} cells and watch the memory")
    parser.add_argument("--interactive", help="path of .NET Interactive's dll")
    arguments = parser.parse_args()
    commands = {
        "podnet": [os.path.abspath(arguments.podnet), "kernel", "{file}"],
        "ipykernel": [sys.executable, "-m", "ipykernel_launcher", "-f", "{file}"],
    }
    if arguments.interactive:
        commands["interactive"] = ["dotnet", os.path.abspath(arguments.interactive), "jupyter", "{file}", "--default-kernel", "csharp"]
    results = {name: [] for name in commands}
    for _ in range(arguments.runs):
        for name, command in commands.items():
            results[name].append(measure(name, command))
    medians = {name: {key: statistics.median(r[key] for r in runs) for key in runs[0]} for name, runs in results.items()}
    keys = list(medians["podnet"])
    print("| kernel | " + " | ".join(keys) + " |")
    print("|---" * (len(keys) + 1) + "|")
    for name, runs in results.items():
        cells = [f"{medians[name][key]:.1f} ({min(r[key] for r in runs):.1f})" for key in keys]
        print(f"| {name} | " + " | ".join(cells) + " |")

    ours = medians["podnet"]
    goals = {
        "first code cell after 1.5 s under 100 ms": ours["first code"] < 100,
        "RSS after 100 code cells under 260 MB": ours["RSS"] < 260,
    }
    for key in ["kernel_info", "start to first magic", "second magic", "stop"]:
        goals[f"{key}: less than ipykernel"] = ours[key] < medians["ipykernel"][key]
    if arguments.interactive:
        for key in keys:
            goals[f"{key}: less than .NET Interactive"] = ours[key] < medians["interactive"][key]
    if arguments.soak:
        marks = soak(commands["podnet"])
        print("soak: RSS " + ", ".join(f"{mark:.0f} MB" for mark in marks))
        goals["no growth in the last two thirds of 300 cells (10 %)"] = marks[2] < marks[0] * 1.10
    for goal, met in goals.items():
        print(("met: " if met else "MISSED: ") + goal)
    return 0 if all(goals.values()) else 1


if __name__ == "__main__":
    sys.exit(main())

"""What jupyter_client and nbclient see of a kernel in use; each function is a test, named on the command line."""

import asyncio
import signal
import sys

import nbformat
from jupyter_client.manager import start_new_kernel
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError


def notebook(*cells):
    book = nbformat.v4.new_notebook()
    book.cells = [nbformat.v4.new_code_cell(cell) for cell in cells]
    return book


def run(kc, code):
    outputs = []
    reply = kc.execute_interactive(code, timeout=60, allow_stdin=False, output_hook=outputs.append)
    return reply["content"], [o for o in outputs if o["msg_type"] not in ("status", "execute_input")]


def nbclient_runs_cells():
    book = NotebookClient(notebook("#!cluster --nodes 2", "#!node node1 --show \"ip route\""), kernel_name="podnet").execute()
    assert "default via" in book.cells[1].outputs[0]["data"]["text/plain"], book
    assert [c.execution_count for c in book.cells] == [1, 2], book


def nbclient_stops_at_an_error():
    book = notebook("#!lsmagic", "#!trcae", "#!lsmagic")
    try:
        NotebookClient(book, kernel_name="podnet").execute()
    except CellExecutionError as error:
        assert "did you mean" in str(error), error
    else:
        raise AssertionError("no error")
    assert book.cells[2].outputs == [], book


LONG_CELL = "\n".join(["#!trace --from client1 --to web1"] * 5000)


def interrupt(km, kc, send):
    """Interrupts the cell that runs, by a message or by a signal, and sees it end."""
    if send == "message":
        km.interrupt_kernel()
    else:
        km.provisioner.process.send_signal(signal.SIGINT)
    reply = kc.get_shell_msg(timeout=60)["content"]
    assert reply["ename"] == "Interrupted", (send, reply)


def interrupts_end_the_cell_and_leave_the_session():
    for send in ("message", "signal"):
        km, kc = start_new_kernel(kernel_name="podnet")
        try:
            assert run(kc, "#!cluster --nodes 1")[0]["status"] == "ok"
            kc.execute(LONG_CELL)
            while kc.get_iopub_msg(timeout=60)["msg_type"] != "display_data":
                pass
            interrupt(km, kc, send)
            reply, outputs = run(kc, "#!trace --from client1 --to web1")
            assert reply["status"] == "ok" and outputs, reply
        finally:
            kc.stop_channels()
            km.shutdown_kernel()


def interrupts_end_code_that_never_ends():
    km, kc = start_new_kernel(kernel_name="podnet")
    try:
        for send in ("message", "signal"):
            assert run(kc, "var kept = 41;")[0]["status"] == "ok"
            kc.execute('Console.WriteLine("begun"); while (true) { }')
            while kc.get_iopub_msg(timeout=60)["msg_type"] != "stream":
                pass
            interrupt(km, kc, send)
            reply, outputs = run(kc, "kept + 1")
            assert outputs[0]["content"]["data"]["text/plain"] == "42", (reply, outputs)
    finally:
        kc.stop_channels()
        km.shutdown_kernel()


def a_cell_of_magics_and_code():
    km, kc = start_new_kernel(kernel_name="podnet")
    try:
        reply, outputs = run(kc, '#!lsmagic\nConsole.Write("é🐳");\n1 + 1')
        assert [o["msg_type"] for o in outputs] == ["display_data", "stream", "execute_result"], (reply, outputs)
        assert outputs[1]["content"]["text"] == "é🐳", outputs[1]
        reply, _ = run(kc, "#!lsmagic\n\nint x = ;")
        assert "line 3" in reply["evalue"], reply
        kc.complete('var s = "🐳"; s.Le', 17)
        matches = kc.get_shell_msg(timeout=60)["content"]
        assert "Length" in matches["matches"] and matches["cursor_start"] == 15, matches
    finally:
        kc.stop_channels()
        km.shutdown_kernel()


def nbclient_interrupts_a_cell_that_takes_too_long():
    book = notebook("#!cluster --nodes 1", LONG_CELL, "#!pod web1")
    NotebookClient(book, kernel_name="podnet", timeout=5, iopub_timeout=60, interrupt_on_timeout=True, allow_errors=True).execute()
    assert len(book.cells[1].outputs) < 5000
    assert "eth0" in book.cells[2].outputs[0]["data"]["text/plain"], book.cells[2]


def two_front_ends_share_a_kernel():
    km, one = start_new_kernel(kernel_name="podnet")
    two = km.client()
    two.start_channels()
    two.wait_for_ready(timeout=60)
    try:
        assert run(one, "#!cluster --nodes 1")[0]["status"] == "ok"
        assert run(two, "#!pod web1")[0]["status"] == "ok"
    finally:
        one.stop_channels()
        two.stop_channels()
        km.shutdown_kernel()


def a_heartbeat_is_heard_and_a_restart_forgets():
    km, kc = start_new_kernel(kernel_name="podnet")
    try:
        assert run(kc, "#!cluster --nodes 1")[0]["status"] == "ok"
        assert kc.hb_channel.is_beating() or kc.is_alive()
        km.restart_kernel()
        kc.wait_for_ready(timeout=60)
        reply, _ = run(kc, "#!pod web1")
        assert "there is no cluster yet" in reply["evalue"], reply
    finally:
        kc.stop_channels()
        km.shutdown_kernel()


def a_kernel_told_to_end_ends():
    for end in ("shutdown", signal.SIGTERM):
        km, kc = start_new_kernel(kernel_name="podnet")
        process = km.provisioner.process
        if end == "shutdown":
            kc.shutdown()
        else:
            process.send_signal(end)
        assert process.wait(timeout=60) == 0, end
        kc.stop_channels()


if __name__ == "__main__":
    if sys.platform == "win32":
        asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
    globals()[sys.argv[1]]()

"""Jupyter's own test suite for kernels (package jupyter_kernel_test), told what this kernel's cells look like."""

import unittest

import jupyter_kernel_test


class PodNetKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = "podnet"
    language_name = "C#"
    file_extension = ".csx"
    completion_samples = [
        {"text": "#!tr", "matches": ["#!trace"]},
        {"text": "#!trace --protocol ", "matches": ["icmp", "tcp", "udp"]},
    ]
    code_hello_world = 'Console.WriteLine("hello, world");'
    code_stderr = 'Console.Error.WriteLine("oops");'
    code_execute_result = [{"code": "6 * 7", "result": "42"}]
    complete_code_samples = ["#!lsmagic", "#!cluster\nnodes: 2", "1 + 1", "#!lsmagic\nvar x = 1;"]
    incomplete_code_samples = ["if (true) {", "#!lsmagic\nvoid F() {"]
    invalid_code_samples = ["#!lsmagics"]
    code_generate_error = "#!trace --from nowhere --to nobody"
    code_inspect_sample = "#!trace"
    code_history_pattern = "6*"
    supported_history_operations = ("tail", "range", "search")
    code_display_data = [{"code": "#!lsmagic", "mime": "text/plain"}, {"code": "#!cluster --nodes 1", "mime": "text/html"}]


if __name__ == "__main__":
    unittest.main()

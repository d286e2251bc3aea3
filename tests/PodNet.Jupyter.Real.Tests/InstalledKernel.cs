using System.Diagnostics;
using PodNet.Cli;

namespace PodNet.Jupyter.Real.Tests;

/// <summary>The kernel installed in a folder of its own, and Python with Jupyter's packages to use it.</summary>
public sealed class InstalledKernel : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("podnet-jupyter-").FullName;

    public InstalledKernel()
    {
        using StringWriter output = new(), error = new();
        Machine machine = Machine.OfProcess() with { Program = "dotnet" };
        int code = PodnetCommandLine.Run(["jupyter", "install", "--prefix", "there"], new(output, error, _folder) { Machine = machine });
        Assert.Equal((0, ""), (code, error.ToString()));
    }

    public string PathOf(string name) => Path.Combine(_folder, name);

    /// <summary>Runs Python; fails with what it says when its exit code is not 0. What is not there is a skip.</summary>
    public string Python(string[] packages, params string[] arguments)
    {
        return Run(PythonWith(packages), arguments);
    }

    /// <summary>A Python that has these packages; a skip where there is none.</summary>
    public string PythonWith(params string[] packages)
    {
        string? python = Pythons().FirstOrDefault(p => Start(p, ["-c", "import " + string.Join(", ", packages)]).Code == 0);
        RealParts.Need(python is null ? [$"no Python with the packages {string.Join(", ", packages)}"] : []);
        return python!;
    }

    /// <summary>Runs a program that knows of the kernel; fails with what it says when its exit code is not 0.</summary>
    public string Run(string program, params string[] arguments)
    {
        (int code, string output) = Start(program, arguments);
        Assert.True(code == 0, output);
        return output;
    }

    /// <summary>A program's start with its output taken and with Jupyter's folders all in this one.</summary>
    public ProcessStartInfo Environment(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError, start.WorkingDirectory) = (true, true, AppContext.BaseDirectory);
        start.Environment["JUPYTER_PATH"] = PathOf("there/share/jupyter");
        start.Environment["JUPYTER_DATA_DIR"] = PathOf("data");
        start.Environment["JUPYTER_RUNTIME_DIR"] = PathOf("runtime");
        start.Environment["JUPYTER_CONFIG_DIR"] = PathOf("config");
        start.Environment["IPYTHONDIR"] = PathOf("ipython");
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        return start;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Jupyter's packages are often those of the distribution, whose Python need not be the first on the PATH.
    private static IEnumerable<string> Pythons() =>
        new[] { "python3", "/usr/bin/python3", "python" }.Where(p => p[0] != '/' || File.Exists(p));

    private (int Code, string Output) Start(string program, string[] arguments)
    {
        ProcessStartInfo start = Environment(new(program, arguments));
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + error.Result);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return (127, missing.Message);
        }
    }
}

using System.Diagnostics;

namespace PodNet.Jupyter.Real.Tests.Browser;

/// <summary>The classic Jupyter Notebook, serving a folder to this machine only.</summary>
internal sealed class NotebookServer : IDisposable
{
    private readonly Process _server;
    private readonly HttpClient _http = new();

    public NotebookServer(InstalledKernel kernel, string python, string folder)
    {
        int port = ChromiumBrowser.FreePort();
        Url = $"http://127.0.0.1:{port}";
        ProcessStartInfo start = kernel.Environment(new(python,
        [
            "-m", "notebook", "--no-browser", "--allow-root", "--ip=127.0.0.1", $"--port={port}", "--port-retries=0", $"--notebook-dir={folder}",
            "--NotebookApp.token=", "--NotebookApp.password=", "--NotebookApp.disable_check_xsrf=True",
        ]));
        _server = Process.Start(start)!;
        _server.OutputDataReceived += static (_, _) => { };
        _server.ErrorDataReceived += static (_, _) => { };
        _server.BeginOutputReadLine();
        _server.BeginErrorReadLine();
        Wait.Until("the notebook server answers", Answers);
    }

    public string Url { get; }

    public void Dispose()
    {
        _server.Kill(entireProcessTree: true);
        _server.WaitForExit();
        _server.Dispose();
        _http.Dispose();
    }

    private bool Answers()
    {
        Assert.False(_server.HasExited, "the notebook server ended");
        try
        {
            return _http.GetAsync(Url + "/api").GetAwaiter().GetResult().IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}

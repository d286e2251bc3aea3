using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace PodNet.Jupyter.Real.Tests.Browser;

/// <summary>Chromium without a window, driven through chromedriver by the W3C's WebDriver protocol.</summary>
internal sealed class ChromiumBrowser : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(2) };
    private readonly Process _driver;
    private readonly string _folder = Directory.CreateTempSubdirectory("podnet-chromium-").FullName;
    private readonly string _session;

    public ChromiumBrowser(int width, int height)
    {
        int port = FreePort();
        _driver = Process.Start(new ProcessStartInfo("chromedriver", $"--port={port} --silent") { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _http.BaseAddress = new($"http://127.0.0.1:{port}/");
        Wait.Until("chromedriver answers", () => Ready());
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1", $"--user-data-dir={_folder}", $"--window-size={width},{height}", "--hide-scrollbars",
        ];
        var wanted = new Dictionary<string, object> { ["browserName"] = "chrome", ["goog:chromeOptions"] = new { args = arguments } };
        _session = Post("session", new { capabilities = new { alwaysMatch = wanted } }).GetProperty("sessionId").GetString()!;
    }

    /// <summary>What is missing on this machine for a browser.</summary>
    public static IReadOnlyList<string> Missing =>
        [.. new[] { "chromedriver", "chromium" }.Where(p => !OnPath(p)).Select(p => $"{p} is not installed")];

    public void Open(string url) => Post($"session/{_session}/url", new { url });

    /// <summary>Runs JavaScript in the page and gives what it returns.</summary>
    public JsonElement Run(string script) => Post($"session/{_session}/execute/sync", new { script, args = Array.Empty<object>() });

    /// <summary>The visible part of the page as PNG.</summary>
    public byte[] Screenshot() => Convert.FromBase64String(Get($"session/{_session}/screenshot").GetString()!);

    public void Dispose()
    {
        try
        {
            _http.DeleteAsync($"session/{_session}").GetAwaiter().GetResult().Dispose();
        }
        catch (HttpRequestException)
        {
            // It is gone already.
        }

        _driver.Kill(entireProcessTree: true);
        _driver.WaitForExit();
        _driver.Dispose();
        _http.Dispose();
        Wait.Quietly(() => Directory.Delete(_folder, recursive: true));
    }

    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static bool OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)));

    private bool Ready()
    {
        try
        {
            return Get("status").GetProperty("ready").GetBoolean();
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private JsonElement Get(string path) => Value(_http.GetAsync(path).GetAwaiter().GetResult());

    // chromedriver does not read a body without its length.
    private JsonElement Post(string path, object body) =>
        Value(_http.PostAsync(path, new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json")).GetAwaiter().GetResult());

    private static JsonElement Value(HttpResponseMessage answer)
    {
        JsonElement value = answer.Content.ReadFromJsonAsync<JsonElement>().GetAwaiter().GetResult().GetProperty("value");
        Assert.True(answer.IsSuccessStatusCode, value.ToString());
        return value;
    }
}

using PodNet.Kubernetes.Images;
using PodNet.Model.Linux;
using PodNet.Model.Text;

namespace PodNet.Containers.Http;

/// <summary>What the programs of well-known images answer over HTTP.</summary>
internal static class HttpServers
{
    /// <summary>The answer, or null when the program does not speak HTTP.</summary>
    public static HttpResponse? Answer(HttpRequest request, HttpServed served, SimulatedTime now)
    {
        string path = request.Path.Split('?')[0];
        return KnownImages.Repository(served.Container.Image) switch
        {
            "redis" or "postgres" => null,
            "nginx" => path is "/" or "/index.html" ? Page("nginx/1.27.3", NginxPage) : Missing("nginx/1.27.3"),
            "httpd" => path is "/" or "/index.html" ? Page("Apache/2.4.62 (Unix)", "<html><body><h1>It works!</h1></body></html>\n") : Missing("Apache/2.4.62 (Unix)"),
            "http-echo" => Text(EchoText(served) + "\n"),
            "agnhost" => Agnhost(path, request.Path, served, now),
            _ => Text($"served by {served.Pod.Name}\n"),
        };
    }

    private const string NginxPage =
        "<!DOCTYPE html>\n<html>\n<head>\n<title>Welcome to nginx!</title>\n</head>\n<body>\n<h1>Welcome to nginx!</h1>\n"
        + "<p>This simulated web server works.</p>\n</body>\n</html>\n";

    private static HttpResponse Page(string server, string html) => new(200, server, "text/html", html);

    private static HttpResponse Text(string text) => new(200, "", "text/plain; charset=utf-8", text);

    private static HttpResponse Missing(string server) =>
        new(404, server, "text/html", "<html>\n<head><title>404 Not Found</title></head>\n<body><h1>404 Not Found</h1></body>\n</html>\n");

    private static string EchoText(HttpServed served)
    {
        foreach (string argument in served.Container.Args)
        {
            string[] parts = argument.TrimStart('-').Split('=', 2);
            if (parts is ["text", var text]) return text;
        }

        return "hello-world";
    }

    // test/images/agnhost of Kubernetes: netexec tells what it knows of its client.
    private static HttpResponse Agnhost(string path, string whole, HttpServed served, SimulatedTime now)
    {
        if (served.Container.Args.Contains("serve-hostname")) return Text(served.Pod.Name + "\n");
        int message = whole.IndexOf("msg=", StringComparison.Ordinal);
        return path switch
        {
            "/" => Text($"NOW: {now.ToDateTime():yyyy-MM-dd HH:mm:ss} +0000 UTC"),
            "/hostname" or "/hostName" => Text(served.Pod.Name),
            "/clientip" => Text($"{served.Client}:{served.ClientPort}"),
            "/echo" when message >= 0 => Text(Printable.Line(whole[(message + 4)..])),
            "/healthz" => Text(""),
            _ => new(404, "", "text/plain; charset=utf-8", "404 page not found\n"),
        };
    }
}

using PodNet.Containers.Http;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;

namespace PodNet.Containers.Programs;

/// <summary>wget, with busybox's texts.</summary>
internal sealed class Wget : IProgram
{
    public ValueList<string> Names => ["wget"];

    public int Run(ContainerProcess process, string name, ValueList<string> arguments)
    {
        Options options = Options.Read(arguments, "O T t U timeout tries output-document user-agent", "q S c quiet spider server-response no-check-certificate");
        if (options.Unknown is { } unknown) return Fail(process, $"{(unknown.StartsWith('-') ? "unrecognized option '" : "invalid option -- '")}{unknown}'");
        if (options.Words.Count == 0) return Fail(process, "missing URL");
        if (HttpUrl.Parse(options.Words[0]) is not { } url) return Fail(process, $"not an http url: {options.Words[0]}");
        bool quiet = options.Has("q", "quiet");
        if (process.Resolve(url.Host) is not { } address) return Fail(process, $"bad address '{url.Host}'");
        if (!quiet) process.Complain(FormattableString.Invariant($"Connecting to {url.Authority} ({(address.Family == IpFamily.V4 ? $"{address}" : $"[{address}]")}:{url.Port})"));
        return Fetch(process, options, url, address, quiet);
    }

    private static int Fetch(ContainerProcess process, Options options, HttpUrl url, IpAddress address, bool quiet)
    {
        double limit = options.Number(0, "T", "timeout");
        HttpRequest request = new(options.Has("spider") ? "HEAD" : "GET", url.Path, options.Value("U", "user-agent") ?? "Wget");
        HttpResult result = HttpProbe.Send(
            process, address, url.Port, url.Authority, request, limit > 0 ? TimeSpan.FromSeconds(Math.Min(limit, 3600)) : null);
        if (result.Outcome == OutcomeKind.TimedOut && limit > 0) return Fail(process, "download timed out");
        if (result.Outcome != OutcomeKind.Answered) return Fail(process, $"can't connect to remote host ({address}): {ErrorText.Of(result.Outcome)}");
        if (result.Response is not { } response) return Fail(process, "error getting response");
        if (options.Has("S", "server-response")) PrintHeaders(process, response);
        if (response.Status != 200) return Fail(process, $"server returned error: HTTP/1.1 {response.StatusLine}");
        if (options.Has("spider")) process.Complain("remote file exists");
        else Save(process, options.Value("O", "output-document"), url, response, quiet);
        return 0;
    }

    private static void Save(ContainerProcess process, string? output, HttpUrl url, HttpResponse response, bool quiet)
    {
        bool toOut = output == "-";
        string file = output ?? (url.Path.EndsWith('/') ? "index.html" : url.Path[(url.Path.LastIndexOf('/') + 1)..]);
        if (toOut) process.Out.Append(response.Body);
        if (quiet) return;
        process.Complain(toOut ? "writing to stdout" : $"saving to '{file}'");
        string shown = toOut ? "-" : file[(file.LastIndexOf('/') + 1)..];
        process.Complain(FormattableString.Invariant($"{shown,-20} 100% |{new string('*', 32)}| {response.Length,5}  0:00:00 ETA"));
        process.Complain(toOut ? "written to stdout" : $"'{file}' saved");
    }

    private static void PrintHeaders(ContainerProcess process, HttpResponse response)
    {
        process.Complain($"  HTTP/1.1 {response.StatusLine}");
        if (response.Server.Length > 0) process.Complain($"  Server: {response.Server}");
        process.Complain($"  Content-Type: {response.ContentType}");
        process.Complain(FormattableString.Invariant($"  Content-Length: {response.Length}"));
        process.Complain("  Connection: close");
        process.Complain("  ");
    }

    private static int Fail(ContainerProcess process, string problem)
    {
        process.Complain($"wget: {problem}");
        return 1;
    }
}

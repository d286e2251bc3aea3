using System.Globalization;
using PodNet.Containers.Http;
using PodNet.Engine.Tracing;
using PodNet.Model.Addressing;
using PodNet.Model.Collections;
using PodNet.Model.Linux;

namespace PodNet.Containers.Programs;

/// <summary>curl, as far as asking a server needs it; exit codes as in curl(1).</summary>
internal sealed class Curl : IProgram
{
    private const int CannotResolve = 6, CannotConnect = 7, TimedOut = 28, NoAnswer = 52, HttpError = 22;

    public ValueList<string> Names => ["curl"];

    public int Run(ContainerProcess process, string name, ValueList<string> arguments)
    {
        Options options = Options.Read(
            arguments, "m o w X H A max-time connect-timeout output write-out request header user-agent", "s S v i I f L k silent show-error verbose include head fail");
        if (options.Unknown is { } unknown) return Fail(process, options, 2, $"option {(unknown.StartsWith('-') ? unknown : "-" + unknown)}: is unknown", always: true);
        if (options.Words.Count == 0) return Fail(process, options, 2, "no URL specified", always: true);
        if (HttpUrl.Parse(options.Words[0]) is not { } url) return Fail(process, options, 1, "Protocol not supported", always: false);
        if (process.Resolve(url.Host) is not { } address) return Fail(process, options, CannotResolve, $"Could not resolve host: {url.Host}", always: false);
        return Fetch(process, options, url, address);
    }

    private static int Fetch(ContainerProcess process, Options options, HttpUrl url, IpAddress address)
    {
        bool verbose = options.Has("v", "verbose");
        double limit = options.Number(0, "m", "max-time", "connect-timeout");
        HttpRequest request = new(options.Has("I", "head") ? "HEAD" : options.Value("X", "request") ?? "GET", url.Path, options.Value("A", "user-agent") ?? "curl/8.5.0");
        SimulatedTime start = process.Runtime.Clock;
        if (verbose) process.Complain(FormattableString.Invariant($"*   Trying {address}:{url.Port}..."));
        HttpResult result = HttpProbe.Send(
            process, address, url.Port, url.Authority, request, limit > 0 ? TimeSpan.FromSeconds(Math.Min(limit, 3600)) : null);
        int waited = (int)process.Runtime.Clock.Since(start).TotalMilliseconds;
        if (result.Outcome == OutcomeKind.TimedOut && limit > 0)
            return Fail(process, options, TimedOut, FormattableString.Invariant($"Connection timed out after {waited} milliseconds"), always: false);
        if (result.Outcome != OutcomeKind.Answered)
        {
            string problem = $"Failed to connect to {url.Host} port {url.Port} after {waited.ToString(CultureInfo.InvariantCulture)} ms: "
                + ErrorText.Of(result.Outcome);
            return Fail(process, options, result.Outcome == OutcomeKind.TimedOut ? TimedOut : CannotConnect, problem, always: false);
        }

        if (verbose) process.Complain(FormattableString.Invariant($"* Connected to {url.Host} ({address}) port {url.Port}"));
        if (verbose) process.Complain($"> {request.Method} {request.Path} HTTP/1.1\n> Host: {url.Authority}\n> User-Agent: {request.Agent}\n> Accept: */*\n>");
        return result.Response is { } response
            ? Print(process, options, request, response)
            : Fail(process, options, NoAnswer, "Empty reply from server", always: false);
    }

    private static int Print(ContainerProcess process, Options options, HttpRequest request, HttpResponse response)
    {
        string[] headers =
        [
            $"HTTP/1.1 {response.StatusLine}", .. response.Server.Length > 0 ? [$"Server: {response.Server}"] : Array.Empty<string>(),
            $"Content-Type: {response.ContentType}", FormattableString.Invariant($"Content-Length: {response.Length}"), "",
        ];
        if (options.Has("v", "verbose"))
        {
            foreach (string header in headers) process.Complain($"< {header}".TrimEnd());
        }

        if (options.Has("f", "fail") && response.Status >= 400)
            return Fail(process, options, HttpError, FormattableString.Invariant($"The requested URL returned error: {response.Status}"), always: false);
        if (options.Has("i", "include", "I", "head"))
        {
            foreach (string header in headers) process.Print(header);
        }

        if (options.Value("o", "output") is null && request.Method != "HEAD") process.Out.Append(response.Body);
        if (options.Value("w", "write-out") is { } format)
        {
            process.Out.Append(format.Replace("%{http_code}", response.Status.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("\\n", "\n", StringComparison.Ordinal));
        }

        return 0;
    }

    private static int Fail(ContainerProcess process, Options options, int code, string problem, bool always)
    {
        if (always) process.Complain($"curl: {problem}");
        else if (!options.Has("s", "silent") || options.Has("S", "show-error")) process.Complain(FormattableString.Invariant($"curl: ({code}) {problem}"));
        return code;
    }
}

namespace PodNet.Kubectl.Describers;

/// <summary>A probe on one line.</summary>
internal static class ProbeText
{
    /// <summary>"http-get http://:8080/healthz delay=0s timeout=1s period=10s #success=1 #failure=3".</summary>
    public static string Of(ApiMap probe)
    {
        string attributes = $"delay={Number(probe, "initialDelaySeconds")}s timeout={Number(probe, "timeoutSeconds")}s "
            + $"period={Number(probe, "periodSeconds")}s "
            + $"#success={Number(probe, "successThreshold")} #failure={Number(probe, "failureThreshold")}";
        return $"{Action(probe)} {attributes}";
    }

    private static string Action(ApiMap probe)
    {
        if (probe.At("exec") is ApiMap exec) return $"exec [{string.Join(' ', exec.List("command"))}]";
        if (probe.At("httpGet") is ApiMap get)
            return $"http-get {(get.Text("scheme") ?? "").ToLowerInvariant()}://{get.Text("host")}:{get.Text("port")}{get.Text("path")}";
        if (probe.At("tcpSocket") is ApiMap tcp) return $"tcp-socket {tcp.Text("host")}:{tcp.Text("port")}";
        return probe.At("grpc") is ApiMap grpc ? $"grpc <pod>:{grpc.Text("port")} {grpc.Text("service")}" : "unknown";
    }

    private static string Number(ApiMap probe, string field) => probe.Text(field) ?? "0";
}

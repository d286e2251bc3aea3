using PodNet.Engine.Tracing;

namespace PodNet.Containers.Programs;

/// <summary>The C library's words for an error of connect(2) (strerror(3) of glibc).</summary>
internal static class ErrorText
{
    /// <summary>What a program says of an exchange that went wrong.</summary>
    public static string Of(OutcomeKind outcome) => outcome switch
    {
        OutcomeKind.ConnectionRefused => "Connection refused",
        OutcomeKind.Unreachable => "No route to host",
        OutcomeKind.NetworkUnreachable => "Network is unreachable",
        _ => "Connection timed out",
    };
}

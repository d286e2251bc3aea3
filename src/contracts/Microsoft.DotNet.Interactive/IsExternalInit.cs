namespace System.Runtime.CompilerServices;

/// <summary>The real assembly has one of its own as well, and that is a part of the signature of each of its <c>init</c> accessors.</summary>
internal static class IsExternalInit;

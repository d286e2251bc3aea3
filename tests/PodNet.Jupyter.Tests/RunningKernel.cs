using System.Net;
using PodNet.Jupyter.Languages;
using PodNet.Jupyter.Wire;
using PodNet.Magics;

namespace PodNet.Jupyter.Tests;

/// <summary>A kernel within the test, on ports that the system chose.</summary>
internal sealed class RunningKernel : IDisposable
{
    public const string Key = "a1b2-key";

    private readonly Thread _thread;

    public RunningKernel(ICodeLanguage? language = null, MagicRegistry? magics = null, string key = Key, Func<ICodeLanguage>? load = null)
    {
        Kernel = new(
            new(IPAddress.Loopback, new(0, 0, 0, 0, 0), key),
            () => new Session(magics ?? MagicRegistry.Default), load ?? (() => language ?? new FakeLanguage()));
        Ports = Kernel.Ports;
        _thread = new(Kernel.Run) { IsBackground = true };
        _thread.Start();
    }

    public JupyterKernel Kernel { get; }

    public ChannelPorts Ports { get; }

    /// <summary>Whether the kernel comes to its end.</summary>
    public bool Ends() => _thread.Join(TimeSpan.FromMinutes(1));

    public FrontEnd Connect(string identity = "") => new(Ports, identity);

    public void Dispose()
    {
        Kernel.Stop();
        Ends();
        Kernel.Dispose();
    }
}

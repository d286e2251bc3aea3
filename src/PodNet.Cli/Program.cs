using PodNet.Cli;
using PodNet.Cli.Commands;

// Front ends wait for a kernel to start: nothing that it does not need is loaded, the command line's parser least of all.
if (KernelCommand.IsPlain(args)) Environment.Exit(KernelCommand.Run(args[1], Terminal.OfProcess));
return PodnetCommandLine.Run(args, Terminal.OfProcess());

using PodNet.Cli;

return PodnetCommandLine.Run(args, Terminal.OfProcess());

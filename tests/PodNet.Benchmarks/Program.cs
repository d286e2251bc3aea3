using BenchmarkDotNet.Running;
using PodNet.Benchmarks;

// dotnet run -c Release --project tests/PodNet.Benchmarks -- --filter '*'
BenchmarkSwitcher.FromAssembly(typeof(SmallCluster).Assembly).Run(args);

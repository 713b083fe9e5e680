using BenchmarkDotNet.Running;
using Choo.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(DecisionStep).Assembly).Run(args);

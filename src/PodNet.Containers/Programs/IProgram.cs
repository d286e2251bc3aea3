using PodNet.Model.Collections;

namespace PodNet.Containers.Programs;

/// <summary>A program that can run in containers. A class that implements this and has a parameterless constructor is found by itself.</summary>
internal interface IProgram
{
    /// <summary>Its names: "ping".</summary>
    ValueList<string> Names { get; }

    /// <summary>Runs to its end and gives its exit code.</summary>
    /// <param name="name">Which of its names it was called by.</param>
    int Run(ContainerProcess process, string name, ValueList<string> arguments);
}

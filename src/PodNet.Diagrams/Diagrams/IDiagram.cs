using PodNet.Diagrams.Scenes;

namespace PodNet.Diagrams;

/// <summary>A kind of picture: how a subject is drawn, and told to those who read instead.</summary>
/// <typeparam name="T">What it is a picture of.</typeparam>
public interface IDiagram<in T>
{
    /// <summary>The picture. <see cref="Scene.Description"/> is a sentence that can stand in for it.</summary>
    Scene Draw(T subject);

    /// <summary>The full account in plain text, for terminals and screen readers: whatever the picture shows, and what it folds.</summary>
    string Describe(T subject);
}

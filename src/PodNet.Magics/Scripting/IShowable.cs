namespace PodNet.Magics.Scripting;

/// <summary>A value that knows how it is shown in a notebook. Every host's formatters look for this first; a class that implements it carries
/// <see cref="Formatters.TypeFormatterSourceAttribute"/>, by which .NET Interactive finds it.</summary>
public interface IShowable
{
    /// <summary>The forms to show; the same each time.</summary>
    OutputBundle Show();

    /// <summary>The plain text of <see cref="Show"/>, where making the other forms would count as showing them.</summary>
    string PlainText => Show()[OutputBundle.Plain] ?? "";
}

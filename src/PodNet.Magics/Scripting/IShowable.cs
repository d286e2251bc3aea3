namespace PodNet.Magics.Scripting;

/// <summary>A value that knows how it is shown in a notebook. Every host's formatters look for this first.</summary>
public interface IShowable
{
    /// <summary>The forms to show; the same each time.</summary>
    OutputBundle Show();
}

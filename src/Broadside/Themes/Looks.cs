using System.Reflection;
using System.Text;

namespace Broadside.Themes;

/// <summary>Ways to wear the theme: each a few rules of style after all others. Templates, colours and sizes stay the theme's.</summary>
public static class Looks
{
    private const string Prefix = "looks/";

    /// <summary>Their ids; without one the theme stands as it is.</summary>
    public static IReadOnlyList<string> All { get; } = ["bulletin", "gazette"];

    internal static string Css(string? id)
    {
        if (id is null || !All.Contains(id))
        {
            return "";
        }
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{Prefix}{id}.css")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

namespace Broadside.Kit;

/// <summary>The one folder that holds a newsroom: database, media, signed versions, keys. Paths only; each module makes its own.</summary>
public sealed record DataFolder(string Path)
{
    public string Database => Within("broadside.db");

    public string Settings => Within("broadside.json");

    public string Keys => Within("keys");

    public string Versions => Within("versions");

    public string Media => Within("media");

    public string Within(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);
}

namespace Broadside.Kit;

/// <summary>The one folder that holds a newsroom: database, media, signed versions, keys. Each module makes its own files in it.</summary>
public sealed record DataFolder(string Path)
{
    public string Database => Within("broadside.db");

    public string Settings => Within("broadside.json");

    public string Keys => Within("keys");

    public string Versions => Within("versions");

    public string Media => Within("media");

    /// <summary>Whether anything can be written into it: not on a read-only disk, nor for a user who does not own it.</summary>
    public bool IsWritable()
    {
        var trial = Within($".write-{Environment.ProcessId}-{Environment.CurrentManagedThreadId}");
        try
        {
            File.Create(trial).Dispose();
            File.Delete(trial);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public string Within(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);
}

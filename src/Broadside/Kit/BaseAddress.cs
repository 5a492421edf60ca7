using System.Text;

namespace Broadside.Kit;

/// <summary>
/// The outlet's public address, without a slash at the end: the setting <c>Kit:Address</c>, else the one last served
/// (kept in <c>address</c> in the data folder), else <c>http://localhost:5080</c>.
/// </summary>
public sealed class BaseAddress(DataFolder folder, KitSettings settings)
{
    private readonly string file = folder.Within("address");
    private string? served;

    public string Value => settings.Address?.TrimEnd('/') ?? (served ??= LastServed()) ?? "http://localhost:5080";

    public string Host => new Uri(Value).Authority;

    /// <summary>An address as RFC 3986 wants it: letters of other scripts in percent signs.</summary>
    /// <param name="path">A path from the root, as <c>/2026/11/slug/</c>.</param>
    public string Absolute(string path) => Ascii.IsValid(path) ? Value + path : new Uri(Value + path).AbsoluteUri;

    public void NoteServed(string address)
    {
        served = address.TrimEnd('/');
        if (folder.IsWritable())
        {
            File.WriteAllText(file, served);
        }
    }

    private string? LastServed() => File.Exists(file) && File.ReadAllText(file).Trim() is { Length: > 0 } text ? text : null;
}

using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Broadside.Subscribers.Lists;

/// <summary>What a trial remembers where a real run would ask its own tables: whom it saw, and who is to stay away. By hashes, 16 bytes for each.</summary>
public sealed class ListTrial
{
    private readonly HashSet<UInt128> seen = [];
    private readonly HashSet<UInt128> away = [];

    /// <summary>False where it saw them before.</summary>
    public bool See(string addressKey) => seen.Add(HashOf(addressKey));

    public void KeepAway(string addressKey) => away.Add(HashOf(addressKey));

    public bool IsAway(string addressKey) => away.Contains(HashOf(addressKey));

    private static UInt128 HashOf(string key) => MemoryMarshal.Read<UInt128>(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}

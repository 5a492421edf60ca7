using System.Text.Json;
using Broadside.Digest.Body;
using Broadside.Storage;

namespace Broadside.Digest.Ledger;

/// <summary>The frozen bodies of a digest.</summary>
public sealed class ReadBodies(IEngine engine)
{
    public async Task<IReadOnlyDictionary<int, FrozenBody>> RunAsync(long digest, CancellationToken cancel)
    {
        await using var connection = await engine.OpenAsync(readOnly: true, cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT number, language, subject, content_type, bytes, holes FROM digest_bodies WHERE digest = @digest";
        Sql.Add(command, ("digest", digest));
        var bodies = new Dictionary<int, FrozenBody>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var number = reader.GetInt32(0);
            bodies[number] = new FrozenBody(number, reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetFieldValue<byte[]>(4), JsonSerializer.Deserialize<int[]>(reader.GetString(5))!);
        }
        return bodies;
    }
}

using System.Text;
using Broadside.Backup.Tables;
using Broadside.Media;

namespace Broadside.Backup.Packing;

/// <summary>Writes the rows of a snapshot, each table into its part of the backup; what is secret goes aside.</summary>
internal sealed class PackTables(IEnumerable<IMediaVisibility> visibility)
{
    private readonly IMediaVisibility[] visibility = [.. visibility];

    /// <param name="Tables">Rows by table.</param>
    /// <param name="Media">Files of the library that the rows name.</param>
    /// <param name="Secrets">Secret columns, where they are wanted.</param>
    public sealed record Packed(SortedDictionary<string, TableFact> Tables, IReadOnlySet<string> Media, SortedDictionary<string, string> Secrets);

    public async Task<Packed> RunAsync(Snapshot snapshot, BackupWriter writer, BackupOrder order, Action<double, string> progress, CancellationToken cancel)
    {
        var packed = new Packed(new(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), new(StringComparer.Ordinal));
        var shapes = (await snapshot.ShapesAsync(cancel)).OrderBy(s => s.Name, StringComparer.Ordinal).ToList();
        for (var i = 0; i < shapes.Count; i++)
        {
            progress((double)i / shapes.Count, shapes[i].Name);
            await PackAsync(snapshot, shapes[i], writer, order, packed, cancel);
        }
        return packed;
    }

    private async Task PackAsync(Snapshot snapshot, TableShape shape, BackupWriter writer, BackupOrder order, Packed packed, CancellationToken cancel)
    {
        var part = TableParts.Of(shape.Name);
        if (part == TablePart.Fleeting || (order.IsPublic && part != TablePart.Tables))
        {
            return;
        }
        var secret = order.Recipient is null ? TableParts.SecretColumns(shape.Name) : [];
        var isSecret = order.Recipient is null && TableParts.IsSecret(shape.Name);
        if (order.Passphrase is not null && (isSecret || secret.Count > 0))
        {
            packed.Secrets[shape.Name] = await SecretsAsync(snapshot, shape, isSecret ? null : secret, cancel);
        }
        if (isSecret)
        {
            return;
        }
        var columns = shape.Columns.Where(c => !secret.Contains(c.Name)).ToList();
        var keep = Keep(shape, columns, order, (HashSet<string>)packed.Media);
        var name = $"{part.ToString().ToLowerInvariant()}/{shape.Name}.jsonl";
        var rows = 0L;
        await writer.AddAsync(name, isPacked: true, async output =>
            rows = await snapshot.ReadAsync(shape, columns, order.IsPublic ? TableParts.PublicRows(shape.Name) : null, reader => TableLines.WriteAsync(reader, columns, output, keep, cancel), cancel));
        packed.Tables[shape.Name] = new TableFact(name, rows);
    }

    private Func<System.Data.Common.DbDataReader, bool>? Keep(TableShape shape, List<TableColumn> columns, BackupOrder order, HashSet<string> media)
    {
        if (shape.Name != "media")
        {
            return null;
        }
        var hash = columns.FindIndex(c => c.Name == "sha256");
        return reader =>
        {
            var sha256 = reader.GetString(hash);
            return (!order.IsPublic || Array.Exists(visibility, v => v.IsPublished(sha256))) && media.Add(sha256);
        };
    }

    private static async Task<string> SecretsAsync(Snapshot snapshot, TableShape shape, IReadOnlyList<string>? secret, CancellationToken cancel)
    {
        var columns = shape.Columns.Where(c => secret is null || secret.Contains(c.Name) || shape.Key.Contains(c.Name)).ToList();
        using var lines = new MemoryStream();
        await snapshot.ReadAsync(shape, columns, null, reader => TableLines.WriteAsync(reader, columns, lines, null, cancel), cancel);
        return Encoding.UTF8.GetString(lines.ToArray());
    }
}

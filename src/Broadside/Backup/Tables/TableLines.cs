using System.Buffers;
using System.Data.Common;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Broadside.Backup.Tables;

/// <summary>
/// Rows as lines: one JSON object each, keys in the order of the columns' names, absent values left out, bytes in base64. Both engines
/// write the same lines for the same rows.
/// </summary>
public static class TableLines
{
    private const int Buffered = 1 << 16;

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <param name="reader">Columns in the order of <paramref name="columns"/>.</param>
    /// <param name="columns">What is written.</param>
    /// <param name="output">Gets the lines.</param>
    /// <param name="keep">Which rows; null: all.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>How many rows were written.</returns>
    public static async Task<long> WriteAsync(DbDataReader reader, IReadOnlyList<TableColumn> columns, Stream output, Func<DbDataReader, bool>? keep, CancellationToken cancel)
    {
        var buffer = new ArrayBufferWriter<byte>(Buffered);
        await using var writer = new Utf8JsonWriter(buffer, Compact);
        var names = columns.Select(c => JsonEncodedText.Encode(c.Name)).ToArray();
        var count = 0L;
        while (await reader.ReadAsync(cancel))
        {
            if (keep is not null && !keep(reader))
            {
                continue;
            }
            Write(writer, reader, columns, names);
            writer.Reset(buffer);
            buffer.Write("\n"u8);
            count++;
            if (buffer.WrittenCount > Buffered)
            {
                await output.WriteAsync(buffer.WrittenMemory, cancel);
                buffer.ResetWrittenCount();
            }
        }
        await output.WriteAsync(buffer.WrittenMemory, cancel);
        return count;
    }

    /// <summary>The rows of <paramref name="input"/>, values in the order of the columns.</summary>
    /// <exception cref="FormatException">A line is none, or has a column that the table has not.</exception>
    public static async IAsyncEnumerable<object?[]> ReadAsync(Stream input, TableShape shape, [EnumeratorCancellation] CancellationToken cancel)
    {
        var places = shape.Columns.Select((c, i) => (c.Name, i)).ToDictionary(c => c.Name, c => c.i, StringComparer.Ordinal);
        var pipe = PipeReader.Create(input, new StreamPipeReaderOptions(bufferSize: Buffered, leaveOpen: true));
        while (true)
        {
            var read = await pipe.ReadAsync(cancel);
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                yield return Read(rest.Slice(0, end), shape, places);
                rest = rest.Slice(rest.GetPosition(1, end));
            }
            if (read.IsCompleted)
            {
                if (!rest.IsEmpty)
                {
                    throw new FormatException($"The last line of {shape.Name} is not whole.");
                }
                yield break;
            }
            pipe.AdvanceTo(rest.Start, rest.End);
        }
    }

    private static void Write(Utf8JsonWriter writer, DbDataReader reader, IReadOnlyList<TableColumn> columns, JsonEncodedText[] names)
    {
        writer.WriteStartObject();
        for (var i = 0; i < names.Length; i++)
        {
            if (reader.IsDBNull(i))
            {
                continue;
            }
            writer.WritePropertyName(names[i]);
            switch (columns[i].Kind)
            {
                case ColumnKind.Whole:
                    writer.WriteNumberValue(reader.GetInt64(i));
                    break;
                case ColumnKind.Truth:
                    writer.WriteBooleanValue(reader.GetBoolean(i));
                    break;
                case ColumnKind.Bytes:
                    writer.WriteBase64StringValue(reader.GetFieldValue<byte[]>(i));
                    break;
                default:
                    writer.WriteStringValue(reader.GetString(i));
                    break;
            }
        }
        writer.WriteEndObject();
        writer.Flush();
    }

    private static object?[] Read(ReadOnlySequence<byte> line, TableShape shape, Dictionary<string, int> places)
    {
        var row = new object?[shape.Columns.Count];
        try
        {
            var json = new Utf8JsonReader(line);
            json.Read();
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var name = json.GetString()!;
                if (!places.TryGetValue(name, out var place))
                {
                    throw new FormatException($"The table {shape.Name} has no column {name}.");
                }
                json.Read();
                row[place] = shape.Columns[place].Kind switch
                {
                    ColumnKind.Whole => json.GetInt64(),
                    ColumnKind.Truth => json.GetBoolean(),
                    ColumnKind.Bytes => json.GetBytesFromBase64(),
                    _ => json.GetString(),
                };
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException($"A line of {shape.Name} is no row: {e.Message}", e);
        }
        return row;
    }
}

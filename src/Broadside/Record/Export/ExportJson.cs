using System.Text.Encodings.Web;
using System.Text.Json;

namespace Broadside.Record.Export;

internal static class ExportJson
{
    /// <summary>Served as files of their own, never inside a page: letters stay letters.</summary>
    public static JsonSerializerOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };
}

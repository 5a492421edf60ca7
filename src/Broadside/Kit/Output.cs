using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Broadside.Kit;

/// <summary>What commands print. JSON keys are snake_case; nulls are printed, because other programs look for the keys.</summary>
public static class Output
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static void Json<T>(T value) => Console.Out.WriteLine(JsonSerializer.Serialize(value, Options));

    /// <summary>The same for an array that may be too long to hold.</summary>
    public static async Task JsonAsync<T>(IAsyncEnumerable<T> values, CancellationToken cancel)
    {
        await using var output = Console.OpenStandardOutput();
        await JsonSerializer.SerializeAsync(output, values, Options, cancel);
        await output.WriteAsync("\n"u8.ToArray(), cancel);
    }

    /// <summary>One sentence to standard error, and exit code 1.</summary>
    public static int Refused(Refusal refusal)
    {
        Console.Error.WriteLine(refusal.Message);
        return 1;
    }
}

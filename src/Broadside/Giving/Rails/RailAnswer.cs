using System.Text.Json;

namespace Broadside.Giving.Rails;

/// <summary>A JSON interface's answer.</summary>
/// <param name="Status">HTTP.</param>
/// <param name="Body">All of it.</param>
internal sealed record RailAnswer(int Status, byte[] Body)
{
    public bool IsGood => Status is >= 200 and < 300;

    /// <summary>Null where it is no JSON, as a gateway's page.</summary>
    public JsonElement? Json { get; } = Parse(Body);

    public Evidence Evidence(string code) => new(Status, code, RailWire.Sha256(Body));

    private static JsonElement? Parse(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

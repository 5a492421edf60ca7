namespace Broadside.Tests.Giving.Simulator;

/// <summary>One notice as it goes over the wire.</summary>
internal sealed record SimNotice(string Rail, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>Sends it to a newsroom's inbox.</summary>
    public async Task<int> PostAsync(HttpClient http, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(Body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        foreach (var (name, value) in Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
        using var response = await http.SendAsync(request);
        return (int)response.StatusCode;
    }
}

/// <summary>What happened, before it is written down and signed.</summary>
/// <param name="Id">The event's own id.</param>
/// <param name="Type">As the vendor names it.</param>
/// <param name="Resource">What it is about, as it was then.</param>
/// <param name="At">When.</param>
internal sealed record SimEvent(string Id, string Type, System.Text.Json.Nodes.JsonObject Resource, DateTimeOffset At);

using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Mail.AlarmTelling;

/// <summary>Calls the webhook of the settings with one alarm: POST with JSON <c>{code, subject, message, raised_at, site}</c>, signed over time and body.</summary>
public sealed class AlarmHook(GuardSettings settings, BaseAddress address, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient http = OutsideClient.Make(_ => settings.AlarmHookPrivate, Patience);

    /// <returns>Whether it was taken (2xx). Never throws for what the far end does.</returns>
    public async Task<bool> TellAsync(Alarm alarm, CancellationToken cancel)
    {
        if (!Uri.TryCreate(settings.AlarmHook, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            return false;
        }
        var body = Encoding.UTF8.GetString(CanonicalJson.Bytes(new { alarm.Code, alarm.Subject, alarm.Message, alarm.RaisedAt, Site = address.Value }));
        using var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = new StringContent(body, new UTF8Encoding(false), "application/json") };
        if (settings.AlarmHookSecret is { } secret)
        {
            var seconds = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{seconds}.{body}")));
            request.Headers.Add("Broadside-Signature", $"t={seconds},v1={signature}");
        }
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return false;
        }
    }

    public void Dispose() => http.Dispose();
}

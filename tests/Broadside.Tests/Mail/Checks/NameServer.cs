using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Broadside.Tests.Mail.Checks;

/// <summary>A name server on the loopback that knows what the test tells it, and nothing else.</summary>
internal sealed class NameServer : IAsyncDisposable
{
    private readonly UdpClient socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly CancellationTokenSource ending = new();
    private readonly Dictionary<(string Name, ushort Type), List<byte[]>> records = [];
    private readonly Task serving;
    private int asked;

    public NameServer() => serving = ServeAsync();

    public string Address => $"127.0.0.1:{((IPEndPoint)socket.Client.LocalEndPoint!).Port}";

    public int Asked => asked;

    public void Text(string name, string text)
    {
        var data = new List<byte>();
        foreach (var part in text.Chunk(255))
        {
            data.Add((byte)part.Length);
            data.AddRange(Encoding.ASCII.GetBytes(part));
        }
        Add(name, 16, [.. data]);
    }

    public void MailServer(string name, string server, byte preference = 10) => Add(name, 15, [0, preference, .. Name(server)]);

    public void Host(string name, string address) => Add(name, 1, IPAddress.Parse(address).GetAddressBytes());

    public void Pointer(string address, string name) => Add(string.Join('.', address.Split('.').Reverse()) + ".in-addr.arpa", 12, Name(name));

    public void Forget(string name, ushort type) => records.Remove((name, type));

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        socket.Dispose();
        ending.Dispose();
    }

    private void Add(string name, ushort type, byte[] data)
    {
        if (!records.TryGetValue((name, type), out var kept))
        {
            records[(name, type)] = kept = [];
        }
        kept.Add(data);
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            var query = await socket.ReceiveAsync(ending.Token);
            Interlocked.Increment(ref asked);
            await socket.SendAsync(Answer(query.Buffer), query.RemoteEndPoint, ending.Token);
        }
    }

    private byte[] Answer(byte[] query)
    {
        var (name, at) = ("", 12);
        for (; query[at] != 0; at += query[at] + 1)
        {
            name += (name.Length == 0 ? "" : ".") + Encoding.ASCII.GetString(query, at + 1, query[at]);
        }
        var type = BinaryPrimitives.ReadUInt16BigEndian(query.AsSpan(at + 1));
        var found = records.GetValueOrDefault((name.ToLowerInvariant(), type)) ?? [];
        // The question again, then each answer under a pointer to its name.
        List<byte> answer = [query[0], query[1], 0x81, 0x80, 0, 1, 0, (byte)found.Count, 0, 0, 0, 0, .. query.AsSpan(12, at + 5 - 12)];
        foreach (var data in found)
        {
            answer.AddRange([0xC0, 12, (byte)(type >> 8), (byte)type, 0, 1, 0, 0, 0, 60, (byte)(data.Length >> 8), (byte)data.Length, .. data]);
        }
        return [.. answer];
    }

    private static byte[] Name(string name) => [.. name.Split('.', StringSplitOptions.RemoveEmptyEntries).SelectMany(p => (byte[])[(byte)p.Length, .. Encoding.ASCII.GetBytes(p)]), 0];
}

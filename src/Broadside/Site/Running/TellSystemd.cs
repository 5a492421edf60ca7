using System.Net.Sockets;

namespace Broadside.Site.Running;

/// <summary>Tells systemd that the newsroom answers (sd_notify(3)): who starts it, as a package does after an upgrade, waits until then.</summary>
internal static class TellSystemd
{
    private const string Variable = "NOTIFY_SOCKET";

    public static void Ready()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } path)
        {
            return;
        }
        // Programs that this one starts have nothing to say there.
        Environment.SetEnvironmentVariable(Variable, null);
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            // Such a name lies in no folder.
            socket.Connect(new UnixDomainSocketEndPoint(path[0] == '@' ? '\0' + path[1..] : path));
            socket.Send("READY=1"u8);
        }
        catch (SocketException e)
        {
            Console.Error.WriteLine($"systemd cannot be told that the newsroom answers: {e.Message}. If the unit says Type=notify, systemd will start it again after a while; with Type=exec it does not wait.");
        }
    }
}

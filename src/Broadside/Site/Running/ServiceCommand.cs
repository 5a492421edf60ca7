using System.CommandLine;
using Broadside.Kit;

namespace Broadside.Site.Running;

internal static class ServiceCommand
{
    public static void Add(CommandTree commands)
    {
        var service = commands.Group("service", "Print a systemd unit that keeps this newsroom running.");
        var user = new Option<string>("--user") { Description = "Who runs it.", DefaultValueFactory = _ => "broadside" };
        var url = new Option<string?>("--url") { Description = "A plain address to listen on, as http://127.0.0.1:5080: behind a proxy, or for an onion service." };
        service.Options.Add(user);
        service.Options.Add(url);
        CommandTree.RunAlone(service, (parse, _) =>
        {
            var data = parse.GetResult(commands.Data) is { Implicit: false } ? Path.GetFullPath(parse.GetValue(commands.Data)!) : "/var/lib/broadside";
            Console.Write(ServiceUnit.Write(Environment.ProcessPath ?? "/usr/bin/broadside", data, parse.GetValue(user)!, parse.GetValue(url)));
            return Task.FromResult(0);
        });
    }
}

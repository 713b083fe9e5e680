using System.Runtime.Versioning;
using Choo.Adapters.Files;
using Choo.Core.Ports;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Files;

public sealed class PlainFileTests : IDisposable
{
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact(Timeout = 20000)]
    public async Task What_is_no_plain_file_is_told_at_once_and_never_opened()
    {
        MadeFile.Pipe(temp.At("pipe"));
        File.CreateSymbolicLink(temp.At("endless"), "/dev/zero");
        File.CreateSymbolicLink(temp.At("outside"), temp.Write("secret", "hunter2"));
        temp.Folder("folder");

        Assert.Equal(
            [
                "NoPlainFile: it is a named pipe, not a plain file",
                "NoPlainFile: it is a symbolic link, and links are not followed",
                "NoPlainFile: it is a symbolic link, and links are not followed",
                "NoPlainFile: it is a device, not a plain file",
                "NoPlainFile: it is a folder, not a plain file",
                "Missing: there is no such file",
            ],
            (await Task.Run(() => new[] { temp.At("pipe"), temp.At("endless"), temp.At("outside"), "/dev/zero", temp.At("folder"), temp.At("nothing") }
                .Select(path => PlainFile.Read(path, 100)).ToArray())).Select(read => $"{read.Refusal}: {read.Why}"));
    }

    [Fact]
    public void A_file_is_read_up_to_its_bound_and_not_beyond()
    {
        Assert.Equal("12345", PlainFile.Text(temp.Write("five", "12345"), 5));
        var six = PlainFile.Read(temp.Write("six", "123456"), 5);
        Assert.Equal((FileRefusal.TooLarge, "it has 6 bytes, and at most 5 are read"), (six.Refusal, six.Why));
        Assert.Equal("", PlainFile.Text(temp.Write("empty", ""), 5));
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    [Incident("T46", "the test checks the permissions of the files that choo writes")]
    public void Files_and_folders_of_choos_are_their_owners_alone_also_those_that_were_not()
    {
        File.SetUnixFileMode(temp.Folder("runs"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        var log = temp.Write("runs/old/log", "x");
        File.SetUnixFileMode(log, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        OwnFolder.CloseAll(temp.At("runs"));
        OwnFile.Write(Path.Combine(OwnFolder.Create(temp.At("runs/new")), "prompt"), "x");

        Assert.All(new[] { "runs", "runs/old", "runs/new" }, path => Assert.Equal(OwnFolder.Mode, File.GetUnixFileMode(temp.At(path))));
        Assert.All(new[] { "runs/old/log", "runs/new/prompt" }, path => Assert.Equal(OwnFile.Mode, File.GetUnixFileMode(temp.At(path))));
    }

    [Fact(Timeout = 20000)]
    public async Task Nothing_of_choos_is_written_through_a_link_or_into_a_pipe()
    {
        var victim = temp.Write("victim", "precious");
        File.CreateSymbolicLink(temp.At("link"), victim);
        Directory.CreateSymbolicLink(temp.At("folder"), temp.Folder("elsewhere"));
        MadeFile.Pipe(temp.At("pipe"));

        await Task.Run(() => Assert.All(
            new Action[] { () => OwnFile.Write(temp.At("link"), "x"), () => OwnFile.Append(temp.At("pipe"), "x"), () => OwnFolder.Create(temp.At("folder")) },
            write => Assert.Equal("CHOO0021", Assert.Throws<PortException>(write).Diagnostic.Code)));

        Assert.Equal("precious", temp.Read("victim"));
    }
}

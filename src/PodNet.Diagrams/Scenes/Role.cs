namespace PodNet.Diagrams.Scenes;

/// <summary>What a shape means. One meaning has one look in every picture, and layout tests reason with it.</summary>
public enum Role
{
    /// <summary>The opaque ground of the picture.</summary>
    Card,

    /// <summary>A node: a machine with its own network namespace.</summary>
    Node,

    /// <summary>A pod: a network namespace.</summary>
    Pod,

    /// <summary>A network device.</summary>
    Device,

    /// <summary>A Linux bridge.</summary>
    Bridge,

    /// <summary>The host's routes, where a CNI uses no bridge.</summary>
    RouteTable,

    /// <summary>A tunnel device.</summary>
    Tunnel,

    /// <summary>The network between the nodes.</summary>
    NodeNetwork,

    /// <summary>The router behind the node network.</summary>
    Router,

    /// <summary>A count of what is not drawn.</summary>
    Tile,

    /// <summary>A connection that exists, whether or not a packet takes it.</summary>
    Wire,

    /// <summary>Where the request went.</summary>
    PacketWay,

    /// <summary>Where the reply went.</summary>
    ReplyWay,

    /// <summary>Where a refusal went: an ICMP error or a TCP reset.</summary>
    ErrorWay,

    /// <summary>Where a packet that was dropped would have gone on.</summary>
    LostWay,

    /// <summary>The outer packet around a packet's way.</summary>
    Encapsulation,

    /// <summary>The dot that runs the way.</summary>
    Runner,

    /// <summary>A hop of the request.</summary>
    Hop,

    /// <summary>A hop of the reply.</summary>
    ReplyHop,

    /// <summary>Something went well.</summary>
    Good,

    /// <summary>A packet was dropped here, or: it did not arrive.</summary>
    Bad,

    /// <summary>Refused, or nobody answered.</summary>
    Warning,

    /// <summary>A line between rows of a table.</summary>
    Rule,

    /// <summary>The ground of a value that changed.</summary>
    Changed,

    /// <summary>A layer of the network stack.</summary>
    Layer,

    /// <summary>A command to type on a real node.</summary>
    Command,

    /// <summary>The roof over a node, in the apartment view.</summary>
    Roof,

    /// <summary>The plate with a node's name and address, in the apartment view.</summary>
    Plate,

    /// <summary>A container, in the apartment view: somebody who lives in the pod.</summary>
    Resident,

    /// <summary>The node's answer at a pod's door where a CNI routes instead of bridging, in the apartment view.</summary>
    Porter,

    /// <summary>A telephone, in the apartment view: an IP address, or a tunnel.</summary>
    Phone,

    /// <summary>A route to another node where no tunnel is used, in the apartment view.</summary>
    Signpost,

    /// <summary>Words.</summary>
    Label,

    /// <summary>Of a bar: the packet itself.</summary>
    InnerPart,

    /// <summary>Of a bar: what a tunnel put around the packet.</summary>
    OuterPart,

    /// <summary>Of a bar: room that is left.</summary>
    RoomPart,

    /// <summary>Of a bar: more than there is room for.</summary>
    ExcessPart,

    /// <summary>Of a bar: changes of link headers.</summary>
    LinkPart,

    /// <summary>Of a bar: a changed time to live.</summary>
    TtlPart,

    /// <summary>Of a bar: translated addresses and ports.</summary>
    NatPart,

    /// <summary>Of a bar: a packet cut or put together.</summary>
    FragmentPart,

    /// <summary>The mark of a device that programs are attached to.</summary>
    Program,
}

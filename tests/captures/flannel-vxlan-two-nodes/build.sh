# Linux 6.18
# ip utility, iproute2-6.1.0, libbpf 1.1.2
# iptables v1.8.9 (nf_tables)
# conntrack v1.4.7 (conntrack-tools)
# BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.
ip netns add gw
ip netns add sw
ip netns add left
ip netns add right
ip netns add ask
ip netns add web
ip netns add api
ip netns exec gw sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec gw sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec gw sysctl -qw net.ipv4.ip_forward=1
ip netns exec sw sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec sw sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec left sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec left sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec left sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec right sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec right sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec right sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec ask sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec ask sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec web sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec web sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec api sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec api sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip -n sw link add name br-under index 2 mtu 9000 type bridge
ip -n sw link add name p-gw index 3 address 02:50:00:00:00:01 mtu 9000 type veth peer name eth0 index 2 address 52:54:00:00:00:01 mtu 9000 netns gw
ip -n sw link add name p-left index 4 address 02:50:00:00:00:11 mtu 9000 type veth peer name eth0 index 2 address 52:54:00:00:00:11 mtu 9000 netns left
ip -n sw link add name p-right index 5 address 02:50:00:00:00:12 mtu 9000 type veth peer name eth0 index 2 address 52:54:00:00:00:12 mtu 9000 netns right
ip -n left link add name cni0 index 3 address 0a:58:0a:c8:07:01 mtu 8950 type bridge
ip -n left link add name veth42668a7e index 4 address 02:00:00:00:01:01 mtu 8950 type veth peer name eth0 index 2 address 0a:58:0a:c8:07:02 mtu 8950 netns ask
ip -n left link add name veth82b3ade9 index 5 address 02:00:00:00:01:02 mtu 8950 type veth peer name eth0 index 2 address 0a:58:0a:c8:07:03 mtu 8950 netns web
ip -n left link add name flannel.4711 index 6 address ee:f1:00:00:00:01 mtu 8950 type vxlan id 4711 dev eth0 local 10.1.2.3 dstport 4789 nolearning
ip -n right link add name cni0 index 3 address 0a:58:0a:c8:08:01 mtu 8950 type bridge
ip -n right link add name vethd53b356d index 4 address 02:00:00:00:02:01 mtu 8950 type veth peer name eth0 index 2 address 0a:58:0a:c8:08:02 mtu 8950 netns api
ip -n right link add name flannel.4711 index 5 address ee:f1:00:00:00:02 mtu 8950 type vxlan id 4711 dev eth0 local 10.1.2.4 dstport 4789 nolearning
ip -n sw link set dev p-gw master br-under
ip -n sw link set dev p-left master br-under
ip -n sw link set dev p-right master br-under
ip -n left link set dev veth42668a7e master cni0
bridge -n left link set dev veth42668a7e hairpin on
ip -n left link set dev veth82b3ade9 master cni0
bridge -n left link set dev veth82b3ade9 hairpin on
ip -n right link set dev vethd53b356d master cni0
bridge -n right link set dev vethd53b356d hairpin on
ip -n gw link set dev lo up
ip -n gw addr add 203.0.113.10/32 dev lo
ip -n gw addr add 10.1.2.1/24 dev eth0
ip -n gw link set dev eth0 up
ip -n sw link set dev lo up
ip -n sw link set dev br-under up
ip -n sw link set dev p-gw up
ip -n sw link set dev p-left up
ip -n sw link set dev p-right up
ip -n left link set dev lo up
ip -n left addr add 10.1.2.3/24 dev eth0
ip -n left link set dev eth0 up
ip -n left addr add 10.200.7.1/24 dev cni0
ip -n left link set dev cni0 up
ip -n left link set dev veth42668a7e up
ip -n left link set dev veth82b3ade9 up
ip -n left addr add 10.200.7.0/32 dev flannel.4711
ip -n left link set dev flannel.4711 up
ip -n right link set dev lo up
ip -n right addr add 10.1.2.4/24 dev eth0
ip -n right link set dev eth0 up
ip -n right addr add 10.200.8.1/24 dev cni0
ip -n right link set dev cni0 up
ip -n right link set dev vethd53b356d up
ip -n right addr add 10.200.8.0/32 dev flannel.4711
ip -n right link set dev flannel.4711 up
ip -n ask link set dev lo up
ip -n ask addr add 10.200.7.2/24 dev eth0
ip -n ask link set dev eth0 up
ip -n web link set dev lo up
ip -n web addr add 10.200.7.3/24 dev eth0
ip -n web link set dev eth0 up
ip -n api link set dev lo up
ip -n api addr add 10.200.8.2/24 dev eth0
ip -n api link set dev eth0 up
ip -n left route add default via 10.1.2.1 dev eth0
ip -n left route add 10.200.8.0/24 via 10.200.8.0 dev flannel.4711 onlink
ip -n left neigh add 10.200.8.0 lladdr ee:f1:00:00:00:02 dev flannel.4711 nud permanent
bridge -n left fdb append ee:f1:00:00:00:02 dev flannel.4711 dst 10.1.2.4 self permanent
ip -n right route add default via 10.1.2.1 dev eth0
ip -n right route add 10.200.7.0/24 via 10.200.7.0 dev flannel.4711 onlink
ip -n right neigh add 10.200.7.0 lladdr ee:f1:00:00:00:01 dev flannel.4711 nud permanent
bridge -n right fdb append ee:f1:00:00:00:01 dev flannel.4711 dst 10.1.2.3 self permanent
ip -n ask route add default via 10.200.7.1 dev eth0
ip -n ask route add 10.200.0.0/20 via 10.200.7.1 dev eth0
ip -n web route add default via 10.200.7.1 dev eth0
ip -n web route add 10.200.0.0/20 via 10.200.7.1 dev eth0
ip -n api route add default via 10.200.8.1 dev eth0
ip -n api route add 10.200.0.0/20 via 10.200.8.1 dev eth0
ip netns exec left iptables-restore <<'E'
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:FLANNEL-FWD - [0:0]
-A FORWARD -m comment --comment "flanneld forward" -j FLANNEL-FWD
-A FLANNEL-FWD -s 10.200.0.0/20 -m comment --comment "flanneld forward" -j ACCEPT
-A FLANNEL-FWD -d 10.200.0.0/20 -m comment --comment "flanneld forward" -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:FLANNEL-POSTRTG - [0:0]
-A POSTROUTING -m comment --comment "flanneld masq" -j FLANNEL-POSTRTG
-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.200.7.0/24 -d 10.200.0.0/20 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.200.0.0/20 -d 10.200.7.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG ! -s 10.200.0.0/20 -d 10.200.7.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.200.0.0/20 ! -d 224.0.0.0/4 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
-A FLANNEL-POSTRTG ! -s 10.200.0.0/20 -d 10.200.0.0/20 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
COMMIT
E
ip netns exec right iptables-restore <<'E'
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:FLANNEL-FWD - [0:0]
-A FORWARD -m comment --comment "flanneld forward" -j FLANNEL-FWD
-A FLANNEL-FWD -s 10.200.0.0/20 -m comment --comment "flanneld forward" -j ACCEPT
-A FLANNEL-FWD -d 10.200.0.0/20 -m comment --comment "flanneld forward" -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:FLANNEL-POSTRTG - [0:0]
-A POSTROUTING -m comment --comment "flanneld masq" -j FLANNEL-POSTRTG
-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.200.8.0/24 -d 10.200.0.0/20 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.200.0.0/20 -d 10.200.8.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG ! -s 10.200.0.0/20 -d 10.200.8.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.200.0.0/20 ! -d 224.0.0.0/4 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
-A FLANNEL-POSTRTG ! -s 10.200.0.0/20 -d 10.200.0.0/20 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
COMMIT
E
# in gw the recorder itself answers HTTP on *:80
# in ask the recorder itself answers HTTP on *:8080
# in web the recorder itself answers HTTP on *:80
# in api the recorder itself answers HTTP on *:9090

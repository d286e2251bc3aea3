# Linux 6.18
# ip utility, iproute2-6.1.0, libbpf 1.1.2
# iptables v1.8.9 (nf_tables)
# conntrack v1.4.7 (conntrack-tools)
# BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.
ip netns add street
ip netns add sw
ip netns add east
ip netns add west
ip netns add shop
ip netns add bank
ip netns add visitor
ip netns exec street sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec street sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec street sysctl -qw net.ipv4.ip_forward=1
ip netns exec sw sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec sw sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec east sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec east sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec east sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec west sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec west sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec west sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec shop sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec shop sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec bank sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec bank sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec visitor sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec visitor sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip -n sw link add name br-under index 2 type bridge
ip -n sw link add name p-street index 3 address 02:50:00:00:00:01 type veth peer name eth0 index 2 address 52:54:00:00:00:01 netns street
ip -n sw link add name p-east index 4 address 02:50:00:00:00:11 type veth peer name eth0 index 2 address 52:54:00:00:00:11 netns east
ip -n sw link add name p-west index 5 address 02:50:00:00:00:12 type veth peer name eth0 index 2 address 52:54:00:00:00:12 netns west
ip -n east link add name cni0 index 3 address 0a:58:0a:4a:01:01 mtu 1450 type bridge
ip -n east link add name veth5be479ca index 4 address 02:00:00:00:01:01 mtu 1450 type veth peer name eth0 index 2 address 0a:58:0a:4a:01:02 mtu 1450 netns shop
ip -n east link add name veth8a90bf16 index 5 address 02:00:00:00:01:02 mtu 1450 type veth peer name eth0 index 2 address 0a:58:0a:4a:01:03 mtu 1450 netns bank
ip -n east link add name flannel.1 index 6 address ee:f1:00:00:00:01 mtu 1450 type vxlan id 1 dev eth0 local 192.168.50.11 dstport 8472 nolearning
ip -n west link add name cni0 index 3 address 0a:58:0a:4a:02:01 mtu 1450 type bridge
ip -n west link add name veth357b5a62 index 4 address 02:00:00:00:02:01 mtu 1450 type veth peer name eth0 index 2 address 0a:58:0a:4a:02:02 mtu 1450 netns visitor
ip -n west link add name flannel.1 index 5 address ee:f1:00:00:00:02 mtu 1450 type vxlan id 1 dev eth0 local 192.168.50.12 dstport 8472 nolearning
ip -n sw link set dev p-street master br-under
ip -n sw link set dev p-east master br-under
ip -n sw link set dev p-west master br-under
ip -n east link set dev veth5be479ca master cni0
bridge -n east link set dev veth5be479ca hairpin on
ip -n east link set dev veth8a90bf16 master cni0
bridge -n east link set dev veth8a90bf16 hairpin on
ip -n west link set dev veth357b5a62 master cni0
bridge -n west link set dev veth357b5a62 hairpin on
ip -n street link set dev lo up
ip -n street addr add 203.0.113.10/32 dev lo
ip -n street addr add 192.168.50.1/24 dev eth0
ip -n street link set dev eth0 up
ip -n sw link set dev lo up
ip -n sw link set dev br-under up
ip -n sw link set dev p-street up
ip -n sw link set dev p-east up
ip -n sw link set dev p-west up
ip -n east link set dev lo up
ip -n east addr add 192.168.50.11/24 dev eth0
ip -n east link set dev eth0 up
ip -n east addr add 10.74.1.1/24 dev cni0
ip -n east link set dev cni0 up
ip -n east link set dev veth5be479ca up
ip -n east link set dev veth8a90bf16 up
ip -n east addr add 10.74.1.0/32 dev flannel.1
ip -n east link set dev flannel.1 up
ip -n west link set dev lo up
ip -n west addr add 192.168.50.12/24 dev eth0
ip -n west link set dev eth0 up
ip -n west addr add 10.74.2.1/24 dev cni0
ip -n west link set dev cni0 up
ip -n west link set dev veth357b5a62 up
ip -n west addr add 10.74.2.0/32 dev flannel.1
ip -n west link set dev flannel.1 up
ip -n shop link set dev lo up
ip -n shop addr add 10.74.1.2/24 dev eth0
ip -n shop link set dev eth0 up
ip -n bank link set dev lo up
ip -n bank addr add 10.74.1.3/24 dev eth0
ip -n bank link set dev eth0 up
ip -n visitor link set dev lo up
ip -n visitor addr add 10.74.2.2/24 dev eth0
ip -n visitor link set dev eth0 up
ip netns exec east sysctl -qw net.ipv4.conf.cni0.route_localnet=1
ip -n east route add default via 192.168.50.1 dev eth0
ip -n east route add 10.74.2.0/24 via 10.74.2.0 dev flannel.1 onlink
ip -n east neigh add 10.74.2.0 lladdr ee:f1:00:00:00:02 dev flannel.1 nud permanent
bridge -n east fdb append ee:f1:00:00:00:02 dev flannel.1 dst 192.168.50.12 self permanent
ip -n west route add default via 192.168.50.1 dev eth0
ip -n west route add 10.74.1.0/24 via 10.74.1.0 dev flannel.1 onlink
ip -n west neigh add 10.74.1.0 lladdr ee:f1:00:00:00:01 dev flannel.1 nud permanent
bridge -n west fdb append ee:f1:00:00:00:01 dev flannel.1 dst 192.168.50.11 self permanent
ip -n shop route add default via 10.74.1.1 dev eth0
ip -n shop route add 10.74.0.0/16 via 10.74.1.1 dev eth0
ip -n bank route add default via 10.74.1.1 dev eth0
ip -n bank route add 10.74.0.0/16 via 10.74.1.1 dev eth0
ip -n visitor route add default via 10.74.2.1 dev eth0
ip -n visitor route add 10.74.0.0/16 via 10.74.2.1 dev eth0
ip netns exec east iptables-restore <<'E'
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:FLANNEL-FWD - [0:0]
-A FORWARD -m comment --comment "flanneld forward" -j FLANNEL-FWD
-A FLANNEL-FWD -s 10.74.0.0/16 -m comment --comment "flanneld forward" -j ACCEPT
-A FLANNEL-FWD -d 10.74.0.0/16 -m comment --comment "flanneld forward" -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:CNI-DN-c9204932513b89b4274aa - [0:0]
:CNI-DN-f5215ea5d4e36e129de68 - [0:0]
:CNI-HOSTPORT-DNAT - [0:0]
:CNI-HOSTPORT-MASQ - [0:0]
:CNI-HOSTPORT-SETMARK - [0:0]
:FLANNEL-POSTRTG - [0:0]
-A PREROUTING -m addrtype --dst-type LOCAL -j CNI-HOSTPORT-DNAT
-A OUTPUT -m addrtype --dst-type LOCAL -j CNI-HOSTPORT-DNAT
-A POSTROUTING -m comment --comment "CNI portfwd requiring masquerade" -j CNI-HOSTPORT-MASQ
-A POSTROUTING -m comment --comment "flanneld masq" -j FLANNEL-POSTRTG
-A CNI-DN-c9204932513b89b4274aa -s 10.74.1.0/24 -p tcp -m tcp --dport 80 -j CNI-HOSTPORT-SETMARK
-A CNI-DN-c9204932513b89b4274aa -s 127.0.0.1/32 -p tcp -m tcp --dport 80 -j CNI-HOSTPORT-SETMARK
-A CNI-DN-c9204932513b89b4274aa -p tcp -m tcp --dport 80 -j DNAT --to-destination 10.74.1.2:8080
-A CNI-DN-f5215ea5d4e36e129de68 -s 10.74.1.0/24 -d 192.168.50.11/32 -p tcp -m tcp --dport 8081 -j CNI-HOSTPORT-SETMARK
-A CNI-DN-f5215ea5d4e36e129de68 -s 127.0.0.1/32 -d 192.168.50.11/32 -p tcp -m tcp --dport 8081 -j CNI-HOSTPORT-SETMARK
-A CNI-DN-f5215ea5d4e36e129de68 -d 192.168.50.11/32 -p tcp -m tcp --dport 8081 -j DNAT --to-destination 10.74.1.3:8080
-A CNI-HOSTPORT-DNAT -p tcp -m comment --comment "dnat name: \"cbr0\" id: \"d16ada74c40510fcebfdbc7db5ea3b1022f2a3d1128da1efb1c638589cf24bc7\"" -m multiport --dports 80 -j CNI-DN-c9204932513b89b4274aa
-A CNI-HOSTPORT-DNAT -p tcp -m comment --comment "dnat name: \"cbr0\" id: \"f742b91e7b9bed2ebe78d91ec5ca61040d37db8c806316613eb6309fb7e6655b\"" -m multiport --dports 8081 -j CNI-DN-f5215ea5d4e36e129de68
-A CNI-HOSTPORT-MASQ -m mark --mark 0x2000/0x2000 -j MASQUERADE
-A CNI-HOSTPORT-SETMARK -m comment --comment "CNI portfwd masquerade mark" -j MARK --set-xmark 0x2000/0x2000
-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.74.1.0/24 -d 10.74.0.0/16 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.74.0.0/16 -d 10.74.1.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG ! -s 10.74.0.0/16 -d 10.74.1.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.74.0.0/16 ! -d 224.0.0.0/4 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
-A FLANNEL-POSTRTG ! -s 10.74.0.0/16 -d 10.74.0.0/16 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
COMMIT
E
ip netns exec west iptables-restore <<'E'
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:FLANNEL-FWD - [0:0]
-A FORWARD -m comment --comment "flanneld forward" -j FLANNEL-FWD
-A FLANNEL-FWD -s 10.74.0.0/16 -m comment --comment "flanneld forward" -j ACCEPT
-A FLANNEL-FWD -d 10.74.0.0/16 -m comment --comment "flanneld forward" -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:FLANNEL-POSTRTG - [0:0]
-A POSTROUTING -m comment --comment "flanneld masq" -j FLANNEL-POSTRTG
-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.74.2.0/24 -d 10.74.0.0/16 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.74.0.0/16 -d 10.74.2.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG ! -s 10.74.0.0/16 -d 10.74.2.0/24 -m comment --comment "flanneld masq" -j RETURN
-A FLANNEL-POSTRTG -s 10.74.0.0/16 ! -d 224.0.0.0/4 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
-A FLANNEL-POSTRTG ! -s 10.74.0.0/16 -d 10.74.0.0/16 -m comment --comment "flanneld masq" -j MASQUERADE --random-fully
COMMIT
E
# in street the recorder itself answers HTTP on *:80
# in shop the recorder itself answers HTTP on *:8080
# in bank the recorder itself answers HTTP on *:8080
# in visitor the recorder itself answers HTTP on *:8080
